package voip.api.spi;

/** The call legs of one stack: the protocol that routes RTP and RTCP datagrams to them. */
public interface RtpLegs extends DatagramProtocol {
    /** Makes a leg with an SSRC of its own, which receives nothing before {@link RtpLeg#start}. Any thread may. */
    RtpLeg open(LegSettings settings);

    /** Closes all legs: says goodbye and wipes the keys of every one before it tells any session. */
    @Override
    void close();

    /** The number of started legs. */
    int size();
}
