import org.jspecify.annotations.NullMarked;

/**
 * The place of the cipher suites on BouncyCastle FIPS. It holds none yet.
 *
 * <p>It is a module of its own so that a deployment can swap it for {@code voip.crypto.jce} without a change of code.
 */
@NullMarked
module voip.crypto.bc {
    requires voip.api;
}
