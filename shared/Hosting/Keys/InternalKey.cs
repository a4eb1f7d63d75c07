using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Syndication.Hosting;

/// <summary>
/// What services of one installation show each other: given as <c>Keys__Internal</c> (a file under /run/secrets will do)
/// when split, else made at first start and kept in <c>DATA/keys/internal.key</c>.
/// </summary>
public sealed class InternalKey(IConfiguration configuration, IOptions<StorageOptions> storage)
{
    private readonly Lazy<string> _value = new(() =>
        configuration["Keys:Internal"] is { Length: > 0 } given ? given.Trim() : Kept(Path.Combine(storage.Value.Path, "keys")));

    public string Value => _value.Value;

    private static string Kept(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var file = Path.Combine(folder, "internal.key");
        if (!File.Exists(file))
        {
            SecretFile.Write(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        }

        return File.ReadAllText(file).Trim();
    }
}

/// <summary>Files that only their owner reads.</summary>
internal static class SecretFile
{
    /// <summary>Writes the text and a line feed, mode 0600, or leaves a file that somebody else made first.</summary>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var file = new StreamWriter(path, options);
            file.Write(text + "\n");
        }
        catch (IOException) when (File.Exists(path))
        {
            // Two processes started together: the first one's file counts.
        }
    }
}
