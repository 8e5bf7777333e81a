package io.elbo.data.image;

/**
 * A file to download, pinned.
 *
 * @param name the name, both behind the base address and in the folder
 * @param size bytes
 * @param sha256 64 hexadecimal digits
 */
record RemoteFile(String name, long size, String sha256) {}
