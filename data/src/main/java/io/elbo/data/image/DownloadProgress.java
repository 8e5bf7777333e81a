package io.elbo.data.image;

/** Receives the progress of downloads and the reports of reading pictures. */
@FunctionalInterface
public interface DownloadProgress {
    /**
     * Called when the download of a file starts and after each block.
     *
     * @param file the name of the file
     * @param bytes the bytes so far, including those of an earlier, interrupted run
     * @param total the size of the whole file in bytes
     */
    void update(String file, long bytes, long total);

    /**
     * Called after a folder of pictures was read.
     *
     * @param report what there is to report, possibly nothing
     */
    default void pictures(PictureReport report) {}

    /** Returns a listener that does nothing. */
    static DownloadProgress none() {
        return (file, bytes, total) -> {};
    }
}
