package io.elbo.data.table;

import java.util.Arrays;

/**
 * Statistics of a sample of numbers; NaN if it is empty.
 *
 * @param commonest the most frequent number; of several, the lowest
 * @param share its fraction of all numbers
 * @param spike whether that is enough for a spike
 * @param tail the range of the middle 99 % divided by the range of the middle half, without the spike
 */
record SampleSummary(double median, double commonest, double share, boolean spike, double tail) {
    /**
     * Summarises a sample.
     *
     * @param sorted in ascending order
     * @param spikeShare the minimum fraction of a spike; above 1 for none
     */
    static SampleSummary of(double[] sorted, double spikeShare) {
        double commonest = Double.NaN;
        int most = 0;
        int start = 0;
        for (int i = 0; i < sorted.length; i++) {
            start = sorted[i] == sorted[start] ? start : i;
            if (i - start + 1 > most) {
                most = i - start + 1;
                commonest = sorted[i];
            }
        }
        double share = sorted.length == 0 ? Double.NaN : (double) most / sorted.length;
        boolean spike = share >= spikeShare;
        double at = commonest;
        double[] body =
                spike ? Arrays.stream(sorted).filter(value -> value != at).toArray() : sorted;
        return new SampleSummary(quantile(sorted, 0.5), commonest, share, spike, tail(body));
    }

    private static double tail(double[] sorted) {
        double middle = quantile(sorted, 0.75) - quantile(sorted, 0.25);
        return middle > 0 ? (quantile(sorted, 0.995) - quantile(sorted, 0.005)) / middle : Double.NaN;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, (long) (share * sorted.length))];
    }
}
