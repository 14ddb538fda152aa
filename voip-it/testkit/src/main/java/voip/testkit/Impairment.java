package voip.testkit;

import java.time.Duration;

/**
 * What a link does to the datagrams that cross it in one direction: loss, duplication, reordering, corruption, delay and
 * its variation, each decided by a seeded random generator.
 *
 * <p>The fate of the n-th datagram of a link depends on the seed and on n alone: the same traffic meets the same faults
 * again, and switching one fault on or off leaves the others where they were.
 */
public final class Impairment {
    /** No fault and no delay. */
    public static final Impairment NONE = builder().build();

    private final long seed;
    private final double loss;
    private final double duplication;
    private final double corruption;
    private final double reordering;
    private final Duration holdBack;
    private final Duration delay;
    private final Duration delayVariation;

    private Impairment(Builder builder) {
        seed = builder.seed;
        loss = builder.loss;
        duplication = builder.duplication;
        corruption = builder.corruption;
        reordering = builder.reordering;
        holdBack = builder.holdBack;
        delay = builder.delay;
        delayVariation = builder.delayVariation;
    }

    /** Starts an impairment without any fault. */
    public static Builder builder() {
        return new Builder();
    }

    /** The seed of the random generator. */
    public long seed() {
        return seed;
    }

    /** The probability that a datagram is lost. */
    public double loss() {
        return loss;
    }

    /** The probability that a datagram which is not lost arrives twice. */
    public double duplication() {
        return duplication;
    }

    /** The probability that one bit of a datagram which is not lost is flipped. */
    public double corruption() {
        return corruption;
    }

    /** The probability that a datagram which is not lost is held back, so that those sent meanwhile overtake it. */
    public double reordering() {
        return reordering;
    }

    /** How much later a datagram that is held back arrives. */
    public Duration holdBack() {
        return holdBack;
    }

    /** The delay of every datagram. */
    public Duration delay() {
        return delay;
    }

    /** The most by which the delay of a datagram varies upwards. */
    public Duration delayVariation() {
        return delayVariation;
    }

    @Override
    public String toString() {
        return "Impairment[seed=" + seed + " loss=" + loss + " duplication=" + duplication + " corruption=" + corruption
                + " reordering=" + reordering + " by " + holdBack + " delay=" + delay + " to "
                + delay.plus(delayVariation) + "]";
    }

    /**
     * A builder of impairments. Every setter throws {@link IllegalArgumentException} for a probability outside 0 to 1 and
     * for a negative duration.
     */
    public static final class Builder {
        private long seed;
        private double loss;
        private double duplication;
        private double corruption;
        private double reordering;
        private Duration holdBack = Duration.ZERO;
        private Duration delay = Duration.ZERO;
        private Duration delayVariation = Duration.ZERO;

        private Builder() {}

        /** Sets the seed, 0 if not set. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Sets the probability that a datagram is lost. */
        public Builder loss(double probability) {
            loss = probability("loss", probability);
            return this;
        }

        /** Sets the probability that a datagram arrives twice, at one time. */
        public Builder duplication(double probability) {
            duplication = probability("duplication", probability);
            return this;
        }

        /** Sets the probability that one bit of a datagram, anywhere in it, is flipped. */
        public Builder corruption(double probability) {
            corruption = probability("corruption", probability);
            return this;
        }

        /**
         * Sets the probability that a datagram is held back, so that those sent meanwhile overtake it.
         *
         * @param by how much later it arrives; more than the interval between datagrams, or nothing overtakes it
         */
        public Builder reordering(double probability, Duration by) {
            reordering = probability("reordering", probability);
            holdBack = duration("time to hold datagrams back", by);
            return this;
        }

        /** Sets the delay of every datagram. */
        public Builder delay(Duration value) {
            delay = duration("delay", value);
            return this;
        }

        /**
         * Sets the most by which a delay varies upwards, evenly distributed. Variation does not reorder: a datagram
         * arrives no earlier than the one before it, as from a queue.
         */
        public Builder delayVariation(Duration most) {
            delayVariation = duration("delay variation", most);
            return this;
        }

        /** Builds the impairment. */
        public Impairment build() {
            return new Impairment(this);
        }

        private static double probability(String of, double value) {
            if (!(value >= 0 && value <= 1)) { // so that NaN is refused
                throw new IllegalArgumentException("the probability of " + of + ", " + value + ", is outside 0 to 1");
            }
            return value;
        }

        private static Duration duration(String what, Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("the " + what + ", " + value + ", is negative");
            }
            return value;
        }
    }
}
