package voip.bench.path;

import java.util.List;

/** A kind of work, and who does it: ours first, then the floor or the peer that it stands beside. */
public enum Operation {
    PARSE_RTP("RTP: parse", "reading the same fields", 0) {
        @Override
        List<Contender> contenders() {
            return List.of(new Parsing.Ours(PathPackets.plain()), new Parsing.Floor(PathPackets.plain()));
        }
    },
    PARSE_RTP_WITH_ALL("RTP: parse, with CSRCs, extension, padding", "reading the same fields", 0) {
        @Override
        List<Contender> contenders() {
            return List.of(new Parsing.Ours(PathPackets.full()), new Parsing.Floor(PathPackets.full()));
        }
    },
    BUILD_RTP("RTP: build", "one array, filled by hand", 600) {
        @Override
        List<Contender> contenders() {
            return List.of(new Building.Ours(), new Building.Floor());
        }
    },
    DEMULTIPLEX("Demultiplex", "reading the same bytes", 0) {
        @Override
        List<Contender> contenders() {
            return List.of(new Demultiplexing.Ours(), new Demultiplexing.Floor());
        }
    },
    REPLAY_CHECK("Replay check", "a window of 64 in one word", 0) {
        @Override
        List<Contender> contenders() {
            return List.of(new Replaying.Ours(), new Replaying.Floor());
        }
    },
    PARSE_RTCP("RTCP: parse a compound", "reading the same fields", 0) {
        @Override
        List<Contender> contenders() {
            return List.of(new ControlParsing.Ours(), new ControlParsing.Floor());
        }
    },
    CHECK_STUN("STUN: check a datagram", "reading the same bytes", 0) {
        @Override
        List<Contender> contenders() {
            return List.of(new StunChecking.Ours(), new StunChecking.Floor());
        }
    },
    PARSE_STUN("STUN: parse a response", "ice4j", 900) {
        @Override
        List<Contender> contenders() {
            return List.of(new StunParsing.Ours(), new StunParsing.Ice4j());
        }
    },
    BUILD_STUN("STUN: build a request", "ice4j", 1_100) {
        @Override
        List<Contender> contenders() {
            return List.of(new StunBuilding.Ours(), new StunBuilding.Ice4j());
        }
    },
    PARSE_SDES("SDES: parse a line to keys", "decoding its base64", 5_800) {
        @Override
        List<Contender> contenders() {
            return List.of(new SdesParsing.Ours(), new SdesParsing.Floor());
        }
    },
    PARSE_SDP("SDP: parse an offer", "splitting it into lines and fields", 25_000) {
        @Override
        List<Contender> contenders() {
            return List.of(new SdpParsing.Ours(), new SdpParsing.Floor());
        }
    },
    FIND_BY_ADDRESS("Look up a call by its address", "among 10, 100, 1,000, 10,000", 0) {
        @Override
        List<Contender> contenders() {
            return Finding.byAddress();
        }
    },
    FIND_BY_SOURCE("Look up a call by its source", "among 10, 100, 1,000, 10,000 of one address", 0) {
        @Override
        List<Contender> contenders() {
            return Finding.bySource();
        }
    },
    READ_AT_RANDOM("Read at random of arrays as large", "for 10, 100, 1,000, 10,000 calls", 0) {
        @Override
        List<Contender> contenders() {
            return RandomReading.among();
        }
    };

    /** Packets that a contender works on in a run: their headers stay in the processor's nearest cache. */
    static final int WORKLOAD = 256;

    private static final int PASSES = 16;

    private final String text;
    private final String beside;
    private final int budget;

    Operation(String text, String beside, int budget) {
        this.text = text;
        this.beside = beside;
        this.budget = budget;
    }

    /** Opens those that take turns: two, or one for each number of calls. */
    abstract List<Contender> contenders() throws Exception;

    /** What is done. */
    String text() {
        return text;
    }

    /** What the second contender is. */
    String beside() {
        return beside;
    }

    /** The most bytes that ours may allocate for one packet. */
    int budget() {
        return budget;
    }

    /** How often a turn goes over the packets: once is long enough where each takes long, or must not be met again. */
    int passes() {
        return budget > 0 || isLookUp() ? 1 : PASSES;
    }

    /** Whether it is ours among ever more calls, instead of ours beside another. */
    boolean isLookUp() {
        return this == FIND_BY_ADDRESS || this == FIND_BY_SOURCE || this == READ_AT_RANDOM;
    }
}
