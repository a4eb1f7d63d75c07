using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Syndication.Hosting.Protection;

/// <summary>AES-256-GCM under the ring's key: nonce, tag and text, in Base64.</summary>
internal sealed class RingEncryptor(RingKey key) : IXmlEncryptor
{
    internal const int NonceLength = 12;
    internal const int TagLength = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var box = new byte[NonceLength + TagLength + text.Length];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Value, TagLength);
        aes.Encrypt(nonce, text, box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength));
        return new EncryptedXmlInfo(new XElement("wrapped", Convert.ToBase64String(box)), typeof(RingDecryptor));
    }
}

/// <summary>The other way; made by DataProtection, by name.</summary>
internal sealed class RingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var wrapped = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var text = new byte[wrapped.Length - RingEncryptor.NonceLength - RingEncryptor.TagLength];
        using var aes = new AesGcm(services.GetRequiredService<RingKey>().Value, RingEncryptor.TagLength);
        aes.Decrypt(
            wrapped[..RingEncryptor.NonceLength],
            wrapped[(RingEncryptor.NonceLength + RingEncryptor.TagLength)..],
            wrapped.Slice(RingEncryptor.NonceLength, RingEncryptor.TagLength),
            text);
        return XElement.Parse(Encoding.UTF8.GetString(text));
    }
}
