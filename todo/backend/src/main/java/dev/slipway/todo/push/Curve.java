package dev.slipway.todo.push;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

/** Keys of P-256 as the Web Push standards write them: an uncompressed point (SEC 1, section 2.3.3) and a bare number. */
final class Curve {
    private static final int NUMBER = 32;

    private Curve() {}

    /** @throws GeneralSecurityException if it is no point of the curve */
    static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
        if (point.length != 1 + 2 * NUMBER || point[0] != 4) {
            throw new InvalidKeyException("not an uncompressed point of P-256");
        }
        try {
            return new ECKey.Builder(com.nimbusds.jose.jwk.Curve.P_256, number(point, 1), number(point, 1 + NUMBER))
                    .build()
                    .toECPublicKey();
        } catch (JOSEException | IllegalStateException | IllegalArgumentException e) {
            throw new InvalidKeyException("not a point of P-256", e);
        }
    }

    static byte[] point(ECPublicKey key) {
        ECKey jwk = new ECKey.Builder(com.nimbusds.jose.jwk.Curve.P_256, key).build();
        byte[] point = new byte[1 + 2 * NUMBER];
        point[0] = 4;
        System.arraycopy(jwk.getX().decode(), 0, point, 1, NUMBER);
        System.arraycopy(jwk.getY().decode(), 0, point, 1 + NUMBER, NUMBER);
        return point;
    }

    /** A pair from its two halves. */
    static ECKey pair(byte[] point, byte[] secret) throws GeneralSecurityException {
        publicKey(point);
        return new ECKey.Builder(com.nimbusds.jose.jwk.Curve.P_256, number(point, 1), number(point, 1 + NUMBER))
                .d(Base64URL.encode(secret))
                .build();
    }

    private static Base64URL number(byte[] point, int from) {
        return Base64URL.encode(Arrays.copyOfRange(point, from, from + NUMBER));
    }
}
