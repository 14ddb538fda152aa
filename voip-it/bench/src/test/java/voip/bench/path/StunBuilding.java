package voip.bench.path;

import java.util.Arrays;
import org.ice4j.StunException;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;
import voip.stun.MessageClass;
import voip.stun.StunMessage;
import voip.stun.TransactionId;

/** Makes Binding requests whose only attribute is SOFTWARE, as ice4j's are, under a transaction identifier that is there already. */
final class StunBuilding {
    private static final byte[] ID = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

    private static final String SOFTWARE = "ice4j.org";

    private StunBuilding() {}

    /** By {@code voip.stun}. */
    record Ours() implements Contender {
        @Override
        public long run() {
            long sum = 0;
            for (int number = 0; number < Operation.WORKLOAD; number++) {
                StunMessage request = StunMessage.builder(
                                MessageClass.REQUEST, StunMessage.BINDING, TransactionId.of(ID))
                        .software(SOFTWARE)
                        .build();
                sum += Arrays.hashCode(request.toBytes());
            }
            return sum;
        }
    }

    /** By ice4j. */
    record Ice4j() implements Contender {
        @Override
        public long run() throws StunException {
            long sum = 0;
            for (int number = 0; number < Operation.WORKLOAD; number++) {
                Request request = MessageFactory.createBindingRequest();
                request.setTransactionID(ID);
                sum += Arrays.hashCode(request.encode(null));
            }
            return sum;
        }
    }
}
