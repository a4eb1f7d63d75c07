using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Keys;

namespace Syndication.Mail.Dkim;

/// <summary>
/// The key that mails are signed with, where <c>Mail__Dkim__Domain</c> asks for signatures: what
/// <c>Mail__Dkim__Key</c> holds or the file that it names, else made at first start in <c>DATA/keys/dkim.pem</c>.
/// </summary>
internal static partial class DkimKey
{
    private const int Bits = 2048;

    /// <summary>Null where nothing is to be signed.</summary>
    /// <exception cref="OptionsValidationException">That is no RSA key, or one that is too short.</exception>
    public static DkimSigner? Signer(MailOptions options, StorageOptions storage, TimeProvider time, ILogger logger)
    {
        if (options.Dkim.Domain.Length == 0)
        {
            return null;
        }

        var key = options.Dkim.Key switch
        {
            null => OfFile(Made(Path.Combine(storage.Path, "keys"))),
            var pem when pem.TrimStart().StartsWith("-----BEGIN", StringComparison.Ordinal) => Read("what is given", () => pem),
            var file => OfFile(file),
        };
        LogRecord(logger, $"{options.Dkim.Selector}._domainkey.{options.Dkim.Domain}", $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}");
        return new DkimSigner(options.Dkim.Domain, options.Dkim.Selector, key, time);
    }

    private static string Made(string folder)
    {
        var file = Path.Combine(folder, "dkim.pem");
        SecretFile.KeepFolder(folder);
        SecretFile.Keep(file, MakePem);
        return file;
    }

    private static string MakePem()
    {
        using var key = RSA.Create(Bits);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static RSA OfFile(string file) => Read(file, () => File.ReadAllText(file));

    private static RSA Read(string what, Func<string> pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw Wrong($"Mail__Dkim__Key: {what} can't be read as an RSA private key in PEM: {exception.Message}");
        }

        // RFC 8301: verifiers need not take less.
        return key.KeySize >= 1024 ? key : throw Wrong($"Mail__Dkim__Key: {what} has {key.KeySize} bits; 1024 is the least, 2048 is usual.");
    }

    private static OptionsValidationException Wrong(string sentence) => new("Mail:Dkim", typeof(MailOptions), [sentence]);

    [LoggerMessage(LogLevel.Information, "Mails are signed; receivers look for the key in DNS, as TXT record {Name}: {Record}")]
    private static partial void LogRecord(ILogger logger, string name, string record);
}
