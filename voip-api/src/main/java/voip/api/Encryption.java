package voip.api;

/** Whether a stack's calls are encrypted by SRTP. */
public enum Encryption {
    /** Every call is; an offer without a usable key is refused. The default where a media security module is present. */
    REQUIRED,
    /** A call is if the offer it answers is. Calls that the stack offers are. */
    OPTIONAL,
    /** No call is. The default where there is neither a media security module nor a cipher suite. */
    NONE
}
