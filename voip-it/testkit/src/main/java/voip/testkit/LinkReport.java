package voip.testkit;

/**
 * What became of the datagrams sent over a link, or over all links, so far.
 *
 * <p>Sent and duplicated ones together are the delivered, lost, filtered and unreachable ones and those on their way.
 *
 * @param sent datagrams that a socket sent
 * @param delivered datagrams that a receiver took, duplicates included
 * @param lost those that the impairment lost
 * @param duplicated those that the impairment sent twice
 * @param reordered those that the impairment held back
 * @param corrupted those of which the impairment flipped a bit
 * @param filtered those that the {@linkplain MemoryNetwork#filter filter} dropped
 * @param unreachable those, duplicates included, for whose address no socket was open, or which a socket closed on
 */
public record LinkReport(
        long sent,
        long delivered,
        long lost,
        long duplicated,
        long reordered,
        long corrupted,
        long filtered,
        long unreachable) {

    static final LinkReport EMPTY = new LinkReport(0, 0, 0, 0, 0, 0, 0, 0);

    LinkReport plus(LinkReport other) {
        return new LinkReport(
                sent + other.sent,
                delivered + other.delivered,
                lost + other.lost,
                duplicated + other.duplicated,
                reordered + other.reordered,
                corrupted + other.corrupted,
                filtered + other.filtered,
                unreachable + other.unreachable);
    }
}
