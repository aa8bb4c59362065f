package io.dockplay.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.Optional;

/** Why a file of this side cannot be read or written, in words; Java often tells only the file's name. */
public final class FileTrouble {

    private FileTrouble() {}

    /** The reason and the file, such as {@code permission denied (/etc/shadow)}; of any other trouble Java's own words. */
    public static String of(IOException e) {
        if (e instanceof FileSystemException trouble) {
            return reason(trouble)
                    + Optional.ofNullable(trouble.getFile())
                            .map(file -> " (" + file + ")")
                            .orElse("");
        }
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    private static String reason(FileSystemException trouble) {
        if (trouble.getReason() != null) {
            return Character.toLowerCase(trouble.getReason().charAt(0))
                    + trouble.getReason().substring(1);
        }
        if (trouble instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (trouble instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (trouble instanceof FileAlreadyExistsException) {
            return "it is there already";
        }
        if (trouble instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        return trouble instanceof NotDirectoryException ? "it is not a folder" : "it failed";
    }
}
