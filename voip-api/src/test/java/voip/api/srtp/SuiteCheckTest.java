package voip.api.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.srtp.ToySuite.Aead;
import voip.api.srtp.ToySuite.CounterMode;

class SuiteCheckTest {
    @Test
    void passesCorrectSuites() {
        assertEquals(Optional.empty(), SuiteCheck.problem(ToySuite.counterMode()));
        assertEquals(Optional.empty(), SuiteCheck.problem(ToySuite.aead(new Aead())));
    }

    @Test
    void findsAKeystreamThatIsNotUndone() {
        assertProblem("decrypting does not undo encrypting", ToySuite.counterMode(new CounterMode() {
            private int calls;

            @Override
            public void apply(byte[] iv, byte[] data, int offset, int length) {
                super.apply(iv, data, offset, length);
                data[offset] += (byte) calls++;
            }
        }));
    }

    @Test
    void findsASuiteThatEncryptsNothingAndDoesNotSaySo() {
        CounterMode nothing = new CounterMode() {
            @Override
            public void apply(byte[] iv, byte[] data, int offset, int length) {}
        };
        SuiteSpec spec = ToySuite.counterMode().spec();
        assertProblem(
                "it leaves packets as they are; its spec has to say so by withoutEncryption()",
                ToySuite.counterMode(nothing));
        assertEquals(Optional.empty(), SuiteCheck.problem(ToySuite.of(spec.withoutEncryption(), nothing)));
        assertProblem(
                "it encrypts, although its spec says that it does not",
                ToySuite.of(spec.withoutEncryption(), new CounterMode()));
    }

    @Test
    void findsAnInitialisationVectorThatIsNotLeftAsItIs() {
        assertProblem("decrypting does not undo encrypting", ToySuite.counterMode(new CounterMode() {
            @Override
            public void apply(byte[] iv, byte[] data, int offset, int length) {
                super.apply(iv, data, offset, length);
                iv[3]++;
            }
        }));
    }

    @Test
    void findsACodeThatDoesNotCoverTheWholePacket() {
        assertProblem("its tag does not notice a flipped bit", ToySuite.counterMode(new CounterMode() {
            @Override
            public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) {
                super.mac(data, offset, 12, trailer, out);
            }
        }));
    }

    @Test
    void findsACodeWithoutTheRolloverCounter() {
        assertProblem("its tag does not notice another roll-over counter", ToySuite.counterMode(new CounterMode() {
            @Override
            public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) {
                super.mac(data, offset, length, new byte[0], out);
            }
        }));
    }

    @Test
    void findsAnAeadThatAcceptsAnything() {
        assertProblem("it accepts a flipped bit", ToySuite.aead(new Aead() {
            @Override
            public boolean unseal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int offset, int length) {
                super.unseal(iv, aad, aadOff, aadLen, data, offset, length);
                return true;
            }
        }));
    }

    @Test
    void findsAnAeadThatDoesNotCoverTheHeader() {
        assertProblem("it accepts another header", ToySuite.aead(new Aead() {
            @Override
            public void seal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int offset, int length) {
                super.seal(iv, aad, 0, 0, data, offset, length);
            }

            @Override
            public boolean unseal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int offset, int length) {
                return super.unseal(iv, aad, 0, 0, data, offset, length);
            }
        }));
    }

    @Test
    void findsAnAeadThatRefusesItsOwn() {
        assertProblem("it refuses what it sealed itself", ToySuite.aead(new Aead() {
            @Override
            public boolean unseal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int offset, int length) {
                return false;
            }
        }));
    }

    @Test
    void findsAnAeadThatDoesNotDecrypt() {
        assertProblem("decrypting does not undo encrypting", ToySuite.aead(new Aead() {
            private int calls;

            @Override
            void apply(byte[] iv, byte[] data, int offset, int length) {
                if (calls++ == 0) {
                    super.apply(iv, data, offset, length);
                }
            }
        }));
    }

    @Test
    void findsAKeystreamThatIgnoresTheVector() {
        String problem = "it encrypts in the same way under another initialisation vector";
        assertProblem(problem, ToySuite.counterMode(new CounterMode() {
            @Override
            public void apply(byte[] iv, byte[] data, int offset, int length) {
                super.apply(new byte[16], data, offset, length);
            }
        }));
        assertProblem(problem, ToySuite.aead(new Aead() {
            @Override
            void apply(byte[] iv, byte[] data, int offset, int length) {
                super.apply(new byte[12], data, offset, length);
            }
        }));
    }

    @Test
    void findsAnAeadThatAcceptsAnotherVector() {
        assertProblem("it accepts another initialisation vector", ToySuite.aead(new Aead() {
            @Override
            void authenticate(byte[] iv, byte[] into, int at) {}
        }));
    }

    @Test
    void findsCiphersThatShareAState() {
        byte[] current = new byte[1];
        assertProblem("its ciphers disturb each other: they share a state", new Keyed(current, false));
    }

    @Test
    void findsACipherThatClosesAnother() {
        byte[] current = new byte[1];
        assertProblem("a cipher that is closed disturbs another one: they share a state", new Keyed(current, true));
    }

    @Test
    void findsACipherThatDependsOnHowManyWereOpened() {
        int[] opened = new int[1];
        assertProblem(
                "opened again under the same keys, it does not protect in the same way",
                new ToySuite(ToySuite.counterMode().spec()) {
                    @Override
                    public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) {
                        byte number = (byte) opened[0]++;
                        return new CounterMode() {
                            @Override
                            public void apply(byte[] iv, byte[] data, int offset, int length) {
                                super.apply(iv, data, offset, length);
                                data[offset] ^= number;
                            }
                        };
                    }
                });
    }

    /** Ciphers that depend on one byte for all: that of the key opened last, or how many were closed with a key of SRTCP. */
    private static final class Keyed extends ToySuite {
        private final byte[] current;
        private final boolean byClosing;

        Keyed(byte[] current, boolean byClosing) {
            super(ToySuite.counterMode().spec());
            this.current = current;
            this.byClosing = byClosing;
        }

        @Override
        public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) {
            byte key = sessionKey[0];
            if (!byClosing) {
                current[0] = key;
            }
            return new CounterMode() {
                @Override
                public void apply(byte[] iv, byte[] data, int offset, int length) {
                    super.apply(iv, data, offset, length);
                    data[offset] ^= current[0];
                }

                @Override
                public void close() {
                    if (byClosing && key != 0x5A) {
                        current[0]++;
                    }
                }
            };
        }
    }

    @Test
    void findsHeaderExtensionsThatAreNotEncrypted() {
        assertProblem(
                "it does not encrypt header extensions, but opens a cipher for them",
                ToySuite.withHeaderExtensions(new CounterMode() {
                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) {}
                }));
    }

    @Test
    void findsHeaderExtensionsThatAreNotDecrypted() {
        assertProblem(
                "decrypting header extensions does not undo encrypting",
                ToySuite.withHeaderExtensions(new CounterMode() {
                    private int calls;

                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) {
                        data[offset] += (byte) ++calls;
                    }
                }));
    }

    @Test
    void passesHeaderExtensionsThatAreEncryptedAndSuitesThatDoNotEncryptThem() {
        assertEquals(Optional.empty(), SuiteCheck.problem(ToySuite.withHeaderExtensions(new CounterMode())));
        assertEquals(Optional.empty(), SuiteCheck.problem(ToySuite.withHeaderExtensions(null)));
    }

    @Test
    void findsACipherOfAnotherKindThanTheSpecSays() {
        assertProblem("it opened an AeadCipher, but its spec says COUNTER_MODE", ToySuite.counterMode(new Aead()));
        assertProblem("it opened a CounterModeCipher, but its spec says AEAD", ToySuite.aead(new CounterMode()));
    }

    @Test
    void findsKnownAnswersThatAreNotGiven() {
        byte[] sixteen = new byte[16];
        assertProblem(
                "it does not give the answer of RFC X",
                ToySuite.withAnswers(new KnownAnswer.Keystream("RFC X", sixteen, sixteen, new byte[] {1, 2})));
        assertProblem(
                "it does not give the answer of RFC Y",
                ToySuite.withAnswers(new KnownAnswer.Derivation("RFC Y", sixteen, new byte[14], 0, sixteen)));
        assertProblem(
                "it does not give the answer of RFC Z",
                ToySuite.withAnswers(new KnownAnswer.Authentication("RFC Z", new byte[20], new byte[1], new byte[20])));
        assertProblem(
                "it does not give the answer of RFC H",
                ToySuite.withAnswers(new KnownAnswer.HeaderKeystream("RFC H", sixteen, sixteen, new byte[] {1, 2})));
        assertProblem(
                "it does not give the answer of RFC A",
                ToySuite.withAnswers(
                        new KnownAnswer.Sealed("RFC A", sixteen, new byte[12], sixteen, new byte[3], new byte[19])));
    }

    @Test
    void asksSuitesOfAStandardNameForTheStandardsAnswers() {
        SrtpCipherSuite impostor =
                ToySuite.of(SuiteSpec.hmacSha1("AES_CM_128_HMAC_SHA1_80", "TOY", 16, 10), new CounterMode());
        assertProblem("it does not give the answer of RFC 3711 B.2", impostor);
    }

    /** What is sealed as published, but not opened again, is no answer either. */
    @Test
    void anAeadAnswerGoesBothWays() throws Exception {
        Aead toy = new Aead();
        byte[] iv = new byte[12];
        byte[] header = {1, 2, 3};
        byte[] sealed = new byte[5 + 16];
        toy.seal(iv, header, 0, 3, sealed, 0, 5);
        KnownAnswer answer = new KnownAnswer.Sealed("RFC A", new byte[16], iv, header, new byte[5], sealed);
        assertTrue(answer.matches(ToySuite.aead(toy)));
        assertFalse(answer.matches(ToySuite.aead(new Aead() {
            @Override
            public boolean unseal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int offset, int length) {
                return false;
            }
        })));
        assertFalse(answer.matches(ToySuite.aead(new Aead() {
            @Override
            public boolean unseal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int offset, int length) {
                return true;
            }
        })));
        assertFalse(answer.matches(ToySuite.counterMode()));
    }

    @Test
    void asksSuitesWithoutHeaderExtensionsForNoKeystreamOfThem() throws Exception {
        KnownAnswer answer = new KnownAnswer.HeaderKeystream("RFC H", new byte[16], new byte[16], new byte[] {1, 2});
        assertTrue(answer.matches(ToySuite.withHeaderExtensions(null)));
        assertFalse(answer.matches(ToySuite.withHeaderExtensions(new CounterMode())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AEAD_AES_128_GCM",
                "AEAD_AES_256_GCM",
                "AES_CM_128_HMAC_SHA1_80",
                "AES_CM_128_HMAC_SHA1_32",
                "AES_192_CM_HMAC_SHA1_80",
                "AES_192_CM_HMAC_SHA1_32",
                "AES_256_CM_HMAC_SHA1_80",
                "AES_256_CM_HMAC_SHA1_32",
                "NULL_HMAC_SHA1_80",
                "NULL_HMAC_SHA1_32"
            })
    void everyStandardSuiteHasPublishedAnswersOfCipherAndDerivation(String name) {
        List<KnownAnswer> answers = StandardAnswers.of(name);
        long derivations = answers.stream()
                .filter(answer -> answer instanceof KnownAnswer.Derivation)
                .count();
        assertEquals(3, derivations);
        assertEquals(2, answers.size() - derivations);
        assertTrue(answers.stream().allMatch(answer -> answer.source().startsWith("RFC ")));
    }

    @Test
    void reportsWhatASuiteThrows() {
        for (Throwable failure : new Throwable[] {
            new GeneralSecurityException("refused"),
            new IllegalStateException("refused"),
            new NoClassDefFoundError("refused"),
            new AssertionError("refused: not approved") // as FIPS providers do
        }) {
            String problem = SuiteCheck.problem(throwing(failure)).orElseThrow();
            assertTrue(problem.startsWith("it failed with " + failure.getClass().getName()), problem);
            assertTrue(problem.contains("refused"), problem);
        }
        assertTrue(SuiteCheck.problem(ToySuite.counterMode((SrtpCipher) null)).isPresent());
    }

    private static SrtpCipherSuite throwing(Throwable failure) {
        return new ToySuite(SuiteSpec.aead("TOY_AEAD", "TOY", 16, 16)) {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                if (failure instanceof GeneralSecurityException security) {
                    throw security;
                }
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
        };
    }

    private static void assertProblem(String problem, SrtpCipherSuite suite) {
        assertEquals(Optional.of(problem), SuiteCheck.problem(suite));
    }
}
