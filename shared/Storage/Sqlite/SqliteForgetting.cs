using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Syndication.Storage.Sqlite;

/// <summary>
/// Makes sure that a text is in no file of a database. What is deleted is overwritten (secure_delete), in the file and not
/// yet in the write-ahead log, which is moved over and cut to nothing once no reader needs it. That leaves copies which SQLite
/// made when it moved rows between pages (measured: of 2 in 1,000 rows): they are looked for, and the file is written anew
/// where there is one.
/// </summary>
internal sealed class SqliteForgetting(string path) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // Once open it stays so: closing any handle of a file gives up all locks that the process has on it (POSIX), SQLite's too.
    private readonly Lazy<SafeFileHandle> _file = new(() => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <exception cref="StoreException" />
    public async Task RunAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken)
    {
        var patterns = texts.Where(text => text.Length > 0).SelectMany(Forms).ToList();
        using var session = SqliteSession.OpenWriter(path);
        await CutAsync(session, cancellationToken);
        if (patterns.Count == 0 || !IsIn(patterns, isWhole: false))
        {
            return;
        }

        session.WaitForLocks(Longest);
        session.Execute("VACUUM");
        session.WaitForLocks(TimeSpan.Zero);
        await CutAsync(session, cancellationToken);

        // Copies are gone: what is found now stands in a document, as itself or as a part of somebody else's longer address.
        if (IsIn(patterns, isWhole: true))
        {
            throw new StoreException($"{path} still holds what was to be forgotten: a document has it.");
        }
    }

    /// <summary>To be called once no connection is open any more.</summary>
    public void Dispose()
    {
        if (_file.IsValueCreated)
        {
            _file.Value.Dispose();
        }
    }

    /// <summary>As it is, and as documents have it.</summary>
    private static IEnumerable<byte[]> Forms(string text)
    {
        yield return Encoding.UTF8.GetBytes(text);
        var escaped = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        if (escaped.ToString() != text)
        {
            yield return escaped.EncodedUtf8Bytes.ToArray();
        }
    }

    private async Task CutAsync(SqliteSession session, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!TryCut(session))
        {
            if (TimeProvider.System.GetElapsedTime(started) > Longest)
            {
                throw new StoreException($"{path} still holds what was deleted: another program has been reading an older state of it for {Longest.TotalSeconds} seconds.");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static bool TryCut(SqliteSession session)
    {
        using var checkpoint = session.Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
        return checkpoint.Step() && checkpoint.Number(0) == 0;
    }

    /// <param name="isWhole">A hit counts only where no character of an address stands on either side of it.</param>
    private bool IsIn(List<byte[]> patterns, bool isWhole)
    {
        // So much that what ends a window, and its neighbours, are in the next one as well.
        var overlap = patterns.Max(pattern => pattern.Length) + 1;
        var buffer = new byte[(1024 * 1024) + overlap];
        var (kept, at) = (0, 0L);
        while (RandomAccess.Read(_file.Value, buffer.AsSpan(kept), at) is > 0 and var read)
        {
            at += read;
            var window = buffer.AsSpan(0, kept + read);
            foreach (var pattern in patterns)
            {
                if (IsIn(window, pattern, isWhole))
                {
                    return true;
                }
            }

            kept = Math.Min(overlap, window.Length);
            window[^kept..].CopyTo(buffer);
        }

        return false;
    }

    private static bool IsIn(ReadOnlySpan<byte> window, ReadOnlySpan<byte> pattern, bool isWhole)
    {
        for (var from = 0; window[from..].IndexOf(pattern) is >= 0 and var found; from += found + 1)
        {
            var (start, end) = (from + found, from + found + pattern.Length);
            if (!isWhole || (start > 0 && end < window.Length && !IsOfAddress(window[start - 1]) && !IsOfAddress(window[end])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>RFC 5322, 3.2.3, with the dot, the at sign, and letters beyond ASCII.</summary>
    private static bool IsOfAddress(byte octet) => octet >= 0x80 || char.IsAsciiLetterOrDigit((char)octet) || "!#$%&'*+-/=?^_`{|}~.@"u8.Contains(octet);
}
