/*
 * Lets libsrtp 2 protect and unprotect packets, a line each, from standard input to standard output. LibsrtpIT compiles and
 * asks it; what voip-srtp's tests keep of libsrtp was made with it too, by libsrtp-record.sh.
 *
 *   gcc -Wall -Wextra -Werror -o libsrtp-packets libsrtp-packets.c -lsrtp2        (Debian: gcc, libc6-dev, libsrtp2-dev)
 *   libsrtp-packets -s SUITE -k KEY[:MKI] [-k KEY:MKI ...] [-x ID,ID ...] [-w PARAMETER ...]
 *
 * KEY is a master key and its salt, MKI its identifier, in hexadecimal; -x lists the header extension elements to encrypt
 * (RFC 6904); -w names session parameters of RFC 4568 that take protection away. A line of input is one of
 *
 *   protect rtp|rtcp PACKET        answered with the packet as protected
 *   unprotect rtp|rtcp PACKET      answered with the packet itself
 *   key N                          the N-th master key, from 0, protects from now on; not answered
 *
 * with PACKET in hexadecimal, or "refused" and libsrtp's error number for an answer.
 */
#include <srtp2/srtp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST 8
#define LONGEST 4096

static void fail(const char *what, const char *of) {
    fprintf(stderr, "libsrtp-packets: %s: %s\n", what, of);
    exit(2);
}

static void require(srtp_err_status_t status, const char *what) {
    if (status != srtp_err_status_ok) {
        fprintf(stderr, "libsrtp-packets: %s: error %d\n", what, (int) status);
        exit(2);
    }
}

/* Returns the number of bytes. */
static int bytes(const char *hex, unsigned char *out, int room) {
    int length = (int) strlen(hex) / 2;
    if (strlen(hex) % 2 != 0 || length > room) {
        fail("not so many bytes in hexadecimal", hex);
    }
    for (int i = 0; i < length; i++) {
        unsigned int byte;
        if (sscanf(hex + 2 * i, "%2x", &byte) != 1) {
            fail("not hexadecimal", hex);
        }
        out[i] = (unsigned char) byte;
    }
    return length;
}

/* The tag of SRTCP is 80 bits with the _32 suites too (RFC 4568 section 6.2). */
static void use_suite(const char *name, srtp_policy_t *policy) {
    if (strncmp(name, "AES_CM_128", 10) == 0) {
        srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy->rtp);
    } else if (strncmp(name, "AES_256_CM", 10) == 0) {
        srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(&policy->rtp);
    } else if (strncmp(name, "NULL", 4) == 0) {
        srtp_crypto_policy_set_null_cipher_hmac_sha1_80(&policy->rtp);
    } else if (strcmp(name, "AEAD_AES_128_GCM") == 0) {
        srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy->rtp);
    } else if (strcmp(name, "AEAD_AES_256_GCM") == 0) {
        srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy->rtp);
    } else {
        fail("unknown suite", name);
    }
    policy->rtcp = policy->rtp;
    if (strstr(name, "_HMAC_SHA1_32") != NULL) {
        policy->rtp.auth_tag_len = 4;
    }
}

static void take_away(const char *parameter, srtp_policy_t *policy) {
    if (strcmp(parameter, "UNENCRYPTED_SRTP") == 0) {
        policy->rtp.sec_serv &= ~sec_serv_conf;
    } else if (strcmp(parameter, "UNENCRYPTED_SRTCP") == 0) {
        policy->rtcp.sec_serv &= ~sec_serv_conf;
    } else if (strcmp(parameter, "UNAUTHENTICATED_SRTP") == 0) {
        srtp_crypto_policy_t unauthenticated;
        srtp_crypto_policy_set_aes_cm_128_null_auth(&unauthenticated);
        policy->rtp.sec_serv &= ~sec_serv_auth;
        policy->rtp.auth_type = unauthenticated.auth_type;
        policy->rtp.auth_key_len = 0;
        policy->rtp.auth_tag_len = 0;
    } else {
        fail("unknown session parameter", parameter);
    }
}

static void add_key(char *argument, srtp_master_key_t *keys, srtp_master_key_t **list, int number) {
    char *mki = strchr(argument, ':');
    if (number == MOST) {
        fail("too many keys", argument);
    }
    if (mki != NULL) {
        *mki++ = '\0';
    }
    keys[number].key = calloc(1, SRTP_MAX_KEY_LEN);
    bytes(argument, keys[number].key, SRTP_MAX_KEY_LEN);
    if (mki != NULL) {
        keys[number].mki_id = calloc(1, SRTP_MAX_MKI_LEN);
        keys[number].mki_size = (unsigned int) bytes(mki, keys[number].mki_id, SRTP_MAX_MKI_LEN);
    }
    list[number] = &keys[number];
}

static srtp_err_status_t work(srtp_t sender, srtp_t receiver, int protect, int control, void *packet, int *length,
                              int mki, unsigned int key) {
    if (protect) {
        return control ? srtp_protect_rtcp_mki(sender, packet, length, mki, key)
                       : srtp_protect_mki(sender, packet, length, mki, key);
    }
    return control ? srtp_unprotect_rtcp_mki(receiver, packet, length, mki)
                   : srtp_unprotect_mki(receiver, packet, length, mki);
}

int main(int count, char **arguments) {
    srtp_policy_t policy;
    srtp_master_key_t keys[MOST] = {{0}};
    srtp_master_key_t *list[MOST];
    int extensions[256];
    const char *without[MOST];
    int withouts = 0;
    const char *suite = NULL;
    int option;

    memset(&policy, 0, sizeof policy);
    while ((option = getopt(count, arguments, "s:k:x:w:")) != -1) {
        if (option == 's') {
            suite = optarg;
        } else if (option == 'k') {
            add_key(optarg, keys, list, (int) policy.num_master_keys++);
        } else if (option == 'x') {
            for (char *id = strtok(optarg, ","); id != NULL && policy.enc_xtn_hdr_count < 256; id = strtok(NULL, ",")) {
                extensions[policy.enc_xtn_hdr_count++] = atoi(id);
            }
        } else if (option == 'w' && withouts < MOST) {
            without[withouts++] = optarg;
        } else {
            return 2;
        }
    }
    if (suite == NULL || policy.num_master_keys == 0) {
        fail("a suite and a key are needed", "-s SUITE -k KEY");
    }
    use_suite(suite, &policy);
    for (int i = 0; i < withouts; i++) {
        take_away(without[i], &policy);
    }
    int mki = keys[0].mki_size > 0;
    if (mki) {
        policy.keys = list;
    } else {
        policy.key = keys[0].key;
        policy.num_master_keys = 0;
    }
    policy.enc_xtn_hdr = policy.enc_xtn_hdr_count > 0 ? extensions : NULL;
    policy.window_size = 1024;

    srtp_t sender, receiver;
    require(srtp_init(), "srtp_init");
    policy.ssrc.type = ssrc_any_outbound;
    require(srtp_create(&sender, &policy), "sender");
    policy.ssrc.type = ssrc_any_inbound;
    require(srtp_create(&receiver, &policy), "receiver");

    unsigned int key = 0;
    char line[2 * LONGEST + 64], what[16], which[16], hex[2 * LONGEST + 1];
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (sscanf(line, "key %u", &key) == 1) {
            continue;
        }
        if (sscanf(line, "%15s %15s %8192s", what, which, hex) != 3) {
            fail("cannot be read", line);
        }
        /* libsrtp wants packets aligned to 32 bits, and room behind them. */
        static uint32_t packet[(LONGEST + SRTP_MAX_TRAILER_LEN + SRTP_MAX_MKI_LEN) / 4 + 1];
        int length = bytes(hex, (unsigned char *) packet, LONGEST);
        srtp_err_status_t status = work(sender, receiver, strcmp(what, "protect") == 0, strcmp(which, "rtcp") == 0,
                                        packet, &length, mki, key);
        if (status != srtp_err_status_ok) {
            printf("refused %d\n", (int) status);
        } else {
            for (int i = 0; i < length; i++) {
                printf("%02x", ((unsigned char *) packet)[i]);
            }
            printf("\n");
        }
        fflush(stdout);
    }
    return 0;
}
