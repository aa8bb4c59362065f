package io.dockplay.problem;

import io.dockplay.message.Message;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Why a file of this side cannot be read or written, in words; Java often tells only the file's name. */
public final class FileTrouble {

    private FileTrouble() {}

    /** The reason and the file, such as {@code permission denied (/etc/shadow)}; of any other trouble Java's own words. */
    public static Message of(IOException e) {
        if (e instanceof FileSystemException trouble) {
            Message reason = reason(trouble);
            return trouble.getFile() == null ? reason : Message.of("%s (%s)", reason, trouble.getFile());
        }
        return Message.quoted(
                Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
    }

    private static Message reason(FileSystemException trouble) {
        if (trouble.getReason() != null) {
            return Message.quoted(Character.toLowerCase(trouble.getReason().charAt(0))
                    + trouble.getReason().substring(1));
        }
        if (trouble instanceof AccessDeniedException) {
            return Message.of("permission denied");
        }
        if (trouble instanceof NoSuchFileException) {
            return Message.of("there is no such file or folder");
        }
        if (trouble instanceof FileAlreadyExistsException) {
            return Message.of("it is there already");
        }
        if (trouble instanceof DirectoryNotEmptyException) {
            return Message.of("the folder is not empty");
        }
        return trouble instanceof NotDirectoryException ? Message.of("it is not a folder") : Message.of("it failed");
    }
}
