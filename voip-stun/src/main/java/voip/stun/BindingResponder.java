package voip.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import voip.stun.ServerAuthentication.Decision;

/** The server's side of the Binding method (RFC 8489 §12), without I/O and without state: a response for a request. */
public final class BindingResponder {
    private static final ErrorCode UNKNOWN = new ErrorCode(ErrorCode.UNKNOWN_ATTRIBUTE, "Unknown Attribute");

    private BindingResponder() {}

    /**
     * The response to a datagram, to be sent back to its source from where it arrived: XOR-MAPPED-ADDRESS, or error 420 if the
     * request has attributes that must be understood and are not. With a fingerprint if the request has one.
     *
     * @param request the bytes between position and limit, which stay as they are
     * @param source where it came from
     * @return empty for what is not a Binding request, and for one whose fingerprint is wrong: that gets no answer
     */
    public static Optional<byte[]> respond(ByteBuffer request, InetSocketAddress source) {
        return respond(request, source, null, 0);
    }

    /**
     * The same, of a server that wants credentials: whoever has not the right ones gets the error that RFC 8489 §9.1.3 and
     * §9.2.4 say, and whoever has them a response with message integrity.
     *
     * @param authentication null for none
     * @param nowNanos on a clock that never goes backwards, the same for all requests
     */
    public static Optional<byte[]> respond(
            ByteBuffer request,
            InetSocketAddress source,
            @Nullable ServerAuthentication authentication,
            long nowNanos) {
        if (StunMessage.classOf(request) != MessageClass.REQUEST) {
            return Optional.empty();
        }
        return StunMessage.parse(request)
                .filter(message -> message.method() == StunMessage.BINDING)
                .filter(message -> !hasFingerprint(message) || message.hasValidFingerprint())
                .map(message -> response(message, source, authentication, nowNanos));
    }

    private static byte[] response(
            StunMessage request,
            InetSocketAddress source,
            @Nullable ServerAuthentication authentication,
            long nowNanos) {
        Decision decision =
                authentication == null ? Decision.ANONYMOUS : authentication.decide(request, source, nowNanos);
        List<Integer> unknown = request.unknownRequiredAttributes();
        StunMessageBuilder response;
        if (authentication != null && decision.error() != null) {
            response = start(MessageClass.ERROR_RESPONSE, request).errorCode(decision.error());
            authentication.challenge(response, decision.error(), source, nowNanos);
        } else if (!unknown.isEmpty()) {
            response = start(MessageClass.ERROR_RESPONSE, request)
                    .errorCode(UNKNOWN)
                    .unknownAttributes(unknown);
        } else {
            response = start(MessageClass.SUCCESS_RESPONSE, request).xorMappedAddress(source);
        }
        if (decision.integrity() != null) {
            if (decision.sha256()) {
                response.messageIntegritySha256(decision.integrity());
            } else {
                response.messageIntegrity(decision.integrity());
            }
        }
        if (hasFingerprint(request)) {
            response.fingerprint();
        }
        return response.build().toBytes();
    }

    private static StunMessageBuilder start(MessageClass messageClass, StunMessage request) {
        return StunMessage.builder(messageClass, StunMessage.BINDING, request.transactionId());
    }

    private static boolean hasFingerprint(StunMessage message) {
        return message.attribute(AttributeType.FINGERPRINT).isPresent();
    }
}
