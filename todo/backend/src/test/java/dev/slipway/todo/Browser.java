package dev.slipway.todo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A browser that reads what is pushed to it (RFC 8291), written apart from what writes it. */
record Browser(ECKey key, byte[] auth) {
    static Browser some() {
        return new Browser(
                World.key("browser"), Arrays.copyOf("sixteen secret bytes".getBytes(StandardCharsets.UTF_8), 16));
    }

    static ECKey key(byte[] point, String secret) {
        return new ECKey.Builder(
                        Curve.P_256,
                        Base64URL.encode(Arrays.copyOfRange(point, 1, 33)),
                        Base64URL.encode(Arrays.copyOfRange(point, 33, 65)))
                .d(new Base64URL(secret))
                .build();
    }

    static String point(ECKey key) {
        byte[] point = new byte[65];
        point[0] = 4;
        System.arraycopy(key.getX().decode(), 0, point, 1, 32);
        System.arraycopy(key.getY().decode(), 0, point, 33, 32);
        return Base64URL.encode(point).toString();
    }

    String subscription(String endpoint) {
        return "{\"endpoint\":\"" + endpoint + "\",\"p256dh\":\"" + point(key) + "\",\"auth\":\""
                + Base64URL.encode(auth) + "\"}";
    }

    String read(byte[] message) throws GeneralSecurityException, JOSEException {
        ByteBuffer in = ByteBuffer.wrap(message);
        byte[] salt = take(in, 16);
        in.getInt();
        byte[] sender = take(in, in.get());
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key.toECPrivateKey());
        agreement.doPhase(key(sender, "AA").toECPublicKey(), true);
        byte[] info = concat(
                "WebPush: info\0".getBytes(StandardCharsets.US_ASCII), new Base64URL(point(key)).decode(), sender);
        byte[] secret = hmac(hmac(auth, agreement.generateSecret()), concat(info, new byte[] {1}));
        byte[] extracted = hmac(salt, secret);
        byte[] content = expand(extracted, "Content-Encoding: aes128gcm\0", 16);
        byte[] nonce = expand(extracted, "Content-Encoding: nonce\0", 12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(content, "AES"), new GCMParameterSpec(128, nonce));
        byte[] plain = cipher.doFinal(take(in, in.remaining()));
        int end = plain.length - 1;
        while (plain[end] == 0) {
            end--;
        }
        return new String(plain, 0, end, StandardCharsets.UTF_8);
    }

    private static byte[] expand(byte[] key, String info, int length) throws GeneralSecurityException {
        return Arrays.copyOf(hmac(key, concat(info.getBytes(StandardCharsets.US_ASCII), new byte[] {1})), length);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] take(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }
}
