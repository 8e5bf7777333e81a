package io.elbo.data.image;

/** Is told how far a download has come, and what was met in reading pictures. */
@FunctionalInterface
public interface DownloadProgress {
    /**
     * Called when the download of a file starts and after each block of it.
     *
     * @param file the name of the file
     * @param bytes how many bytes are there, with those of an earlier, interrupted run
     * @param total the size of the whole file in bytes
     */
    void update(String file, long bytes, long total);

    /**
     * Called when a folder of pictures was read.
     *
     * @param report what there is to say of it, perhaps nothing
     */
    default void pictures(PictureReport report) {}

    /** Tells nobody. */
    static DownloadProgress none() {
        return (file, bytes, total) -> {};
    }
}
