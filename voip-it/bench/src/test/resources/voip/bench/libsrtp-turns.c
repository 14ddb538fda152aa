/*
 * Protects and unprotects packets by libsrtp 2, one or a batch at a time, for benchmarks that measure it by turns with others.
 *
 *   gcc -O2 -Wall -Wextra -Werror -o libsrtp-turns libsrtp-turns.c -lsrtp2        (Debian: gcc, libc6-dev, libsrtp2-dev)
 *   libsrtp-turns SUITE KEY PAYLOAD BATCH
 *
 * KEY is the master key and its salt in hexadecimal. Standard input has requests, each a letter:
 *
 *   b                         goes through the next batch; answered with the nanoseconds of protecting it and of unprotecting
 *   l                         answered with the last packet of the last batch as it was protected
 *   p or u, and a packet      protects or unprotects it; answered with what was made of it
 *
 * Packets have their length, 2 bytes, before them; nanoseconds have 8 bytes; all in network order.
 */
#include <srtp2/srtp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HEADER 12
#define ROOM 2048
#define MOST 1024

/* libsrtp wants packets aligned to 32 bits, and room behind them. */
static uint32_t slots[MOST][ROOM / 4];
static uint32_t single[65536 / 4 + ROOM];
static uint8_t plain[ROOM];
static uint8_t last[ROOM];
static int last_length;

static void fail(const char *what, int status) {
    fprintf(stderr, "libsrtp-turns: %s: %d\n", what, status);
    exit(2);
}

static void require(srtp_err_status_t status, const char *what) {
    if (status != srtp_err_status_ok) {
        fail(what, (int) status);
    }
}

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
        fail("unknown suite", 0);
    }
    policy->rtcp = policy->rtp; /* not used, but must be whole */
    if (strstr(name, "_HMAC_SHA1_32") != NULL) {
        policy->rtp.auth_tag_len = 4;
    }
}

static void put(uint64_t value, int bytes) {
    while (bytes-- > 0) {
        putchar((int) (value >> 8 * bytes & 0xFF));
    }
}

static void put_packet(const void *packet, int length) {
    put((uint64_t) length, 2);
    fwrite(packet, 1, (size_t) length, stdout);
}

static uint64_t nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t) now.tv_sec * 1000000000u + (uint64_t) now.tv_nsec;
}

static void turn(srtp_t sender, srtp_t receiver, int payload, int batch, unsigned int *number) {
    int length = HEADER + payload;
    int sealed = length;
    for (int i = 0; i < batch; i++, (*number)++) {
        plain[2] = (uint8_t) (*number >> 8);
        plain[3] = (uint8_t) *number;
        memcpy(slots[i], plain, (size_t) length);
    }
    uint64_t start = nanos();
    for (int i = 0; i < batch; i++) {
        sealed = length;
        require(srtp_protect(sender, slots[i], &sealed), "srtp_protect");
    }
    uint64_t protecting = nanos() - start;
    last_length = sealed;
    memcpy(last, slots[batch - 1], (size_t) sealed);
    start = nanos();
    for (int i = 0; i < batch; i++) {
        length = sealed;
        require(srtp_unprotect(receiver, slots[i], &length), "srtp_unprotect");
    }
    uint64_t unprotecting = nanos() - start;
    if (memcmp(slots[batch - 1], plain, (size_t) length) != 0) {
        fail("another packet came back than went in", length);
    }
    put(protecting, 8);
    put(unprotecting, 8);
}

static void one(int request, srtp_t sender, srtp_t receiver) {
    int length = getchar() << 8;
    length |= getchar();
    if (fread(single, 1, (size_t) length, stdin) != (size_t) length) {
        fail("the packet ends early", length);
    }
    switch (request) {
        case 'p': require(srtp_protect(sender, single, &length), "srtp_protect"); break;
        case 'u': require(srtp_unprotect(receiver, single, &length), "srtp_unprotect"); break;
        default: fail("unknown request", request);
    }
    put_packet(single, length);
}

int main(int count, char **arguments) {
    if (count != 5) {
        fail("arguments are SUITE KEY PAYLOAD BATCH, not so many", count - 1);
    }
    int payload = atoi(arguments[3]);
    int batch = atoi(arguments[4]);
    if (payload < 0 || HEADER + payload + SRTP_MAX_TRAILER_LEN > ROOM || batch < 1 || batch > MOST) {
        fail("there is no room for that payload or batch", payload);
    }

    srtp_policy_t policy;
    uint8_t key[SRTP_MAX_KEY_LEN] = {0};
    memset(&policy, 0, sizeof policy);
    use_suite(arguments[1], &policy);
    for (size_t i = 0; i < sizeof key && i < strlen(arguments[2]) / 2; i++) {
        unsigned int byte;
        if (sscanf(arguments[2] + 2 * i, "%2x", &byte) != 1) {
            fail("the key is not in hexadecimal", (int) i);
        }
        key[i] = (uint8_t) byte;
    }
    policy.key = key;

    srtp_t sender, receiver;
    require(srtp_init(), "srtp_init");
    policy.ssrc.type = ssrc_any_outbound;
    require(srtp_create(&sender, &policy), "sender");
    policy.ssrc.type = ssrc_any_inbound;
    require(srtp_create(&receiver, &policy), "receiver");

    static const uint8_t header[HEADER] = {0x80, 0, 0, 0, 0, 0, 0, 0, 0xCA, 0xFE, 0xBA, 0xBE};
    memcpy(plain, header, HEADER);
    for (int i = HEADER; i < HEADER + payload; i++) {
        plain[i] = (uint8_t) i;
    }
    unsigned int number = 0;
    int request;
    while ((request = getchar()) != EOF) {
        if (request == 'b') {
            turn(sender, receiver, payload, batch, &number);
        } else if (request == 'l') {
            put_packet(last, last_length);
        } else {
            one(request, sender, receiver);
        }
        fflush(stdout);
    }
    return 0;
}
