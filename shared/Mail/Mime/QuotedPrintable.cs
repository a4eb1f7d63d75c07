using System.Buffers;
using System.Text;

namespace Syndication.Mail.Mime;

/// <summary>
/// Quoted-printable (RFC 2045, 6.7) of text: lines of at most 76 octets that end in CR LF, whatever the text has. It never
/// contains "=_", which is what boundaries are made with.
/// </summary>
internal sealed class QuotedPrintable
{
    private const int LongestLine = 76;
    private const string Hex = "0123456789ABCDEF";

    private readonly ArrayBufferWriter<byte> _encoded = new(4_096);
    private int _column;

    /// <summary>Octets so far.</summary>
    public int Length => _encoded.WrittenCount;

    /// <summary>Adds text; CR LF, LF and CR end a line.</summary>
    public void Append(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < octets.Length; i++)
        {
            var octet = octets[i];
            var following = i + 1 < octets.Length ? octets[i + 1] : (byte)0;
            if (octet is (byte)'\r' or (byte)'\n')
            {
                Break();
                i += octet == '\r' && following == '\n' ? 1 : 0;
            }
            else
            {
                // At the end of a line, and of what is added at once, a space would be lost on the way.
                var isLast = following is 0 or (byte)'\r' or (byte)'\n';
                Append(octet, IsLiteral(octet, isLast));
            }
        }
    }

    /// <summary>A line of its own for something of at most 70 safe characters: returns where it has to be put in.</summary>
    public int AppendSlot()
    {
        SoftBreak();
        var place = Length;
        SoftBreak();
        return place;
    }

    /// <summary>Everything, the last line ended.</summary>
    public byte[] End()
    {
        if (_column > 0)
        {
            Break();
        }

        return _encoded.WrittenSpan.ToArray();
    }

    private bool IsLiteral(byte octet, bool isLast) => octet switch
    {
        (byte)'=' => false,
        (byte)' ' or (byte)'\t' => !isLast,

        // A dot that begins a line would be doubled by SMTP, "From " quoted by mailboxes of old.
        (byte)'.' => _column > 0,
        (byte)'F' => _column > 0,
        _ => octet is > (byte)' ' and < 127,
    };

    private void Append(byte octet, bool isLiteral)
    {
        // Room for the "=" of a soft break is always kept.
        if (_column + (isLiteral ? 1 : 3) > LongestLine - 1)
        {
            SoftBreak();
            isLiteral = isLiteral && octet is not ((byte)'.' or (byte)'F');
        }

        if (isLiteral)
        {
            _encoded.Write([octet]);
            _column++;
        }
        else
        {
            _encoded.Write([(byte)'=', (byte)Hex[octet >> 4], (byte)Hex[octet & 15]]);
            _column += 3;
        }
    }

    private void SoftBreak()
    {
        _encoded.Write("="u8);
        Break();
    }

    private void Break()
    {
        _encoded.Write("\r\n"u8);
        _column = 0;
    }
}
