using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Syndication.Hosting.Keys;

/// <summary>A key as its owner holds it: "syn_", its id, "_" and 256 random bits, in lower-case hexadecimal.</summary>
public sealed partial class KeyText
{
    private KeyText(string text, string id)
    {
        Text = text;
        Id = id;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
    }

    /// <summary>The secret: for its owner's eyes, never for a log.</summary>
    public string Text { get; }

    /// <summary>The public part.</summary>
    public string Id { get; }

    /// <summary>SHA-256 of the whole, lower-case hexadecimal: what is stored, and what services ask by.</summary>
    public string Hash { get; }

    public static KeyText Make()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return new KeyText($"syn_{id}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}", id);
    }

    /// <summary>Null where this can't be a key, whoever issued it.</summary>
    public static KeyText? Read(string? text) =>
        text is not null && Shape().Match(text) is { Success: true } match ? new KeyText(text, match.Groups[1].Value) : null;

    [GeneratedRegex(@"\Asyn_([0-9a-f]{16})_[0-9a-f]{64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
