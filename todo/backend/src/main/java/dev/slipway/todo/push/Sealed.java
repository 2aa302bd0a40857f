package dev.slipway.todo.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A message that only its browser can read (RFC 8291, with the content encoding aes128gcm of RFC 8188, one record). */
final class Sealed {
    /** A push service takes 4,096 bytes (RFC 8030, section 7.2), of which 103 are not the message's. */
    static final int MOST_BYTES = 3993;

    private static final int RECORD = 4096;
    private static final byte LAST_RECORD = 2;

    private Sealed() {}

    static byte[] seal(byte[] message, Subscription to) throws GeneralSecurityException {
        if (message.length > MOST_BYTES) {
            throw new IllegalArgumentException("a message of " + message.length + " bytes");
        }
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair own = generator.generateKeyPair();
        byte[] ownPoint = Curve.point((ECPublicKey) own.getPublic());
        byte[] theirPoint = Base64.getUrlDecoder().decode(to.p256dh());

        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own.getPrivate());
        agreement.doPhase(Curve.publicKey(theirPoint), true);
        byte[] auth = Base64.getUrlDecoder().decode(to.auth());
        byte[] secret =
                derive(auth, agreement.generateSecret(), join(label("WebPush: info"), theirPoint, ownPoint), 32);
        byte[] key = derive(salt, secret, label("Content-Encoding: aes128gcm"), 16);
        byte[] nonce = derive(salt, secret, label("Content-Encoding: nonce"), 12);

        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        byte[] sealed = cipher.doFinal(join(message, new byte[] {LAST_RECORD}));
        return ByteBuffer.allocate(salt.length + 4 + 1 + ownPoint.length + sealed.length)
                .put(salt)
                .putInt(RECORD)
                .put((byte) ownPoint.length)
                .put(ownPoint)
                .put(sealed)
                .array();
    }

    private static byte[] derive(byte[] salt, byte[] secret, byte[] info, int length) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addSalt(salt)
                        .addIKM(secret)
                        .thenExpand(info, length));
    }

    private static byte[] label(String text) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), text.length() + 1);
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
