using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Keys;

namespace Syndication.Hosting.Protection;

/// <summary>
/// Wraps the DataProtection rings of the installation's services: given as <c>Keys__Ring</c> (64 hexadecimal digits) where
/// processes share a store but no folder, else made at first start and kept in <c>DATA/keys/ring.key</c>. If lost, people
/// sign in again and partners have to have new webhook secrets made.
/// </summary>
public sealed class RingKey(IConfiguration configuration, IOptions<StorageOptions> storage)
{
    private const int Length = 32;

    private readonly Lazy<byte[]> _value = new(() =>
        Read(configuration["Keys:Ring"] is { Length: > 0 } given ? given.Trim() : Kept(Path.Combine(storage.Value.Path, "keys"))));

    internal byte[] Value => _value.Value;

    private static string Kept(string folder)
    {
        SecretFile.KeepFolder(folder);
        return SecretFile.Keep(Path.Combine(folder, "ring.key"), () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length))).Text;
    }

    private static byte[] Read(string text) => text.Length == 2 * Length && text.All(char.IsAsciiHexDigit)
        ? Convert.FromHexString(text)
        : throw new OptionsValidationException("Keys:Ring", typeof(string), [$"The ring's key (Keys__Ring, or keys/ring.key in the data folder) has to be {2 * Length} hexadecimal digits, such as openssl rand -hex {Length} makes."]);
}
