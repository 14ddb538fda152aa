package voip.api;
/** tmp. */
public final class VoipStack { 
  /** tmp. */
  public static final class Builder { 
  /** tmp. */
  public Builder transport(String s) {return this;}}
  /** tmp. */
  public void answer() {}
  /** tmp. */
  public void offer() {}
  /** tmp. */
  public void call() {}
  /** tmp. */
  public void verdicts() {}
 }
