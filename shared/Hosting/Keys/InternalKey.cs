using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Syndication.Hosting.Keys;

/// <summary>
/// What services of one installation show each other: given as <c>Keys__Internal</c> (a file under /run/secrets will do)
/// when split, else made at first start and kept in <c>DATA/keys/internal.key</c>.
/// </summary>
public sealed class InternalKey(IConfiguration configuration, IOptions<StorageOptions> storage)
{
    /// <summary>Of a key that was given: fewer could be guessed.</summary>
    private const int ShortestGiven = 32;

    private readonly Lazy<string> _value = new(() =>
        configuration["Keys:Internal"] is { Length: > 0 } given ? Checked(given.Trim()) : Kept(Path.Combine(storage.Value.Path, "keys")));

    /// <exception cref="OptionsValidationException">The key that was given is too short.</exception>
    public string Value => _value.Value;

    private static string Checked(string given) => given.Length >= ShortestGiven
        ? given
        : throw new OptionsValidationException("Keys:Internal", typeof(string), [$"Keys__Internal needs at least {ShortestGiven} characters, such as openssl rand -hex 32 makes."]);

    private static string Kept(string folder)
    {
        SecretFile.KeepFolder(folder);
        return SecretFile.Keep(Path.Combine(folder, "internal.key"), () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))).Text;
    }
}
