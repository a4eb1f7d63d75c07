using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Keys;
using Syndication.Mail;

namespace Syndication.Digest.Subscriptions;

/// <summary>
/// Knows an address again without keeping it: HMAC-SHA-256 under a key that is given as <c>Keys__Suppression</c> (64
/// hexadecimal digits), else made at first start and kept in <c>DATA/keys/suppression.key</c>. If it is lost, the suppression
/// list is.
/// </summary>
internal sealed class AddressHash(IConfiguration configuration, IOptions<StorageOptions> storage)
{
    private const int Length = 32;

    private readonly Lazy<byte[]> _key = new(() =>
    {
        var text = configuration["Keys:Suppression"] is { Length: > 0 } given ? given.Trim() : Kept(Path.Combine(storage.Value.Path, "keys"));
        return text.Length == 2 * Length && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw new OptionsValidationException("Keys:Suppression", typeof(string), [$"The suppression key (Keys__Suppression, or keys/suppression.key in the data folder) has to be {2 * Length} hexadecimal digits, such as openssl rand -hex {Length} makes."]);
    });

    /// <summary>Lower-case hexadecimal; the same for every way to write the address of one person.</summary>
    public string Of(EmailAddress address) => Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(address.Key)));

    private static string Kept(string folder)
    {
        SecretFile.KeepFolder(folder);
        return SecretFile.Keep(Path.Combine(folder, "suppression.key"), () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length))).Text;
    }
}
