using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Keys;

namespace Syndication.Digest.Subscriptions;

/// <summary>
/// The keys that links are signed with: lines of a day and 64 hexadecimal digits, given as <c>Keys__Links</c> (lines or
/// commas between them), else kept in <c>DATA/keys/links.key</c>. The newest signs; one that was followed by another still
/// verifies for 60 days. To rotate, add a line; if all are lost, old links die.
/// </summary>
internal sealed class LinkKeys(IConfiguration configuration, IOptions<StorageOptions> storage, TimeProvider time)
{
    private const int Length = 32;
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(60);

    private readonly Lazy<IReadOnlyList<LinkKey>> _keys = new(() =>
        Read(configuration["Keys:Links"] is { Length: > 0 } given ? given : Kept(Path.Combine(storage.Value.Path, "keys"), time)));

    public LinkKey Current => _keys.Value[^1];

    /// <summary>Those that count now.</summary>
    public IEnumerable<LinkKey> All => _keys.Value.Where(key => key.Until is not { } until || time.GetUtcNow() < until);

    /// <summary>Those of a number that count now.</summary>
    public IEnumerable<LinkKey> Find(byte number) => All.Where(key => key.Number == number);

    private static string Kept(string folder, TimeProvider time)
    {
        SecretFile.KeepFolder(folder);
        return SecretFile.Keep(
            Path.Combine(folder, "links.key"),
            () => $"{time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length))}").Text;
    }

    private static List<LinkKey> Read(string text)
    {
        var lines = text.Split(['\n', '\r', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadLine).OrderBy(line => line.From).ToList();
        return lines.Count > 0
            ? [.. lines.Select((line, i) => new LinkKey(SHA256.HashData(line.Key)[0], line.Key, i + 1 < lines.Count ? lines[i + 1].From + Overlap : null))]
            : throw Wrong();
    }

    private static (DateTimeOffset From, byte[] Key) ReadLine(string line) =>
        line.Split(' ') is [var day, { Length: 2 * Length } digits] && digits.All(char.IsAsciiHexDigit)
            && DateTimeOffset.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from)
            ? (from, Convert.FromHexString(digits))
            : throw Wrong();

    private static OptionsValidationException Wrong() => new("Keys:Links", typeof(string),
        [$"The keys of links (Keys__Links, or keys/links.key in the data folder) are lines of a day, a space and {2 * Length} hexadecimal digits, \"2026-05-12 0f…\" for example."]);
}

/// <summary>A key.</summary>
/// <param name="Number">Its first octet hashed: which key a link was signed with.</param>
/// <param name="Until">When it no longer counts; null while it is the newest.</param>
internal sealed record LinkKey(byte Number, byte[] Key, DateTimeOffset? Until);
