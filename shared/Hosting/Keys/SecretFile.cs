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

        using var turn = TakeTurn(path + ".lock");
        if (File.Exists(path))
        {
            return (File.ReadAllText(path).Trim(), false);
        }

        var text = make();
        WriteAside(path + ".new", text);
        File.Move(path + ".new", path);
        return (text, true);
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

    /// <summary>One maker at a time, of all processes; a turn ends with its process, however that ends.</summary>
    private static FileStream TakeTurn(string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 1_000 && File.Exists(path))
            {
                Thread.Sleep(10);
            }
        }
    }

    private static void WriteAside(string path, string text)
    {
        // What a process left behind that died here is written over.
        File.Delete(path);
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
