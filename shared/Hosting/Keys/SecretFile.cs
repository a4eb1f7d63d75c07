namespace Syndication.Hosting.Keys;

/// <summary>Files that only their owner reads.</summary>
public static class SecretFile
{
    /// <summary>
    /// The text of a file; where there is none, it is made: text and line feed, mode 0600. Of processes that start together
    /// one makes it, and none ever sees half of it.
    /// </summary>
    /// <returns>The text without the line feed, and whether this call made the file.</returns>
    public static (string Text, bool IsNew) Keep(string path, Func<string> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        if (File.Exists(path))
        {
            return (File.ReadAllText(path).Trim(), false);
        }

        var text = make();
        var aside = $"{path}.{Guid.NewGuid():N}";
        try
        {
            WriteAside(aside, text);

            // Links, and so fails where the name is taken: a rename would replace the other process's file.
            File.Move(aside, path, overwrite: false);
            return (text, true);
        }
        catch (IOException) when (File.Exists(path))
        {
            return (File.ReadAllText(path).Trim(), false);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>A folder that only its owner enters, made where it is missing.</summary>
    public static void KeepFolder(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void WriteAside(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(path, options);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text + "\n"));
        stream.Flush(flushToDisk: true);
    }
}
