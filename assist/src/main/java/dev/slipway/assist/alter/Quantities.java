package dev.slipway.assist.alter;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Quantities as the API writes them. */
public final class Quantities {
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final BigDecimal MILLI = BigDecimal.valueOf(1000);

    private Quantities() {}

    /** The value in cores or bytes; 0 if it cannot be read. */
    public static double value(String quantity) {
        try {
            return Quantity.getAmountInBytes(new Quantity(quantity)).doubleValue();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return 0;
        }
    }

    static String times(String quantity, double factor) {
        double value = value(quantity) * factor;
        return value < 1024 ? cores(value) : bytes(value);
    }

    /** Such as {@code 250m}. */
    public static String cores(double cores) {
        BigDecimal milli = BigDecimal.valueOf(cores).multiply(MILLI).setScale(0, RoundingMode.CEILING);
        return milli.remainder(MILLI).signum() == 0 ? milli.divide(MILLI).toPlainString() : milli.toPlainString() + "m";
    }

    /** Such as {@code 128Mi}. */
    public static String bytes(double bytes) {
        return BigDecimal.valueOf(bytes)
                        .divide(KIBI.multiply(KIBI), 0, RoundingMode.CEILING)
                        .toPlainString() + "Mi";
    }
}
