package voip.api;
/** tmp. */
public final class MediaDescription { }
