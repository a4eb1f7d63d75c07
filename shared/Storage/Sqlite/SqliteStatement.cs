using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Syndication.Storage.Sqlite;

/// <summary>A prepared statement. Disposing of it resets it: it stays in its session's cache.</summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt handle) : IDisposable
{
    public void Bind(int index, ReadOnlySpan<byte> text)
    {
        // An empty span has no address, which SQLite would take for null.
        session.Check(text.IsEmpty ? raw.sqlite3_bind_text(handle, index, "") : raw.sqlite3_bind_text(handle, index, text));
    }

    public void Bind(int index, long number) => session.Check(raw.sqlite3_bind_int64(handle, index, number));

    public void Bind(int index, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > 512 ? ArrayPool<byte>.Shared.Rent(most) : null;
        var buffer = rented ?? stackalloc byte[512];
        Bind(index, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Binds a clause's value; the store's clock is <paramref name="now"/>, in Unix milliseconds.</summary>
    public void Bind(int index, object? value, long now)
    {
        switch (value)
        {
            case null:
                session.Check(raw.sqlite3_bind_null(handle, index));
                break;
            case string text:
                Bind(index, text);
                break;
            case bool truth:
                Bind(index, truth ? 1L : 0L);
                break;
            case double number:
                session.Check(raw.sqlite3_bind_double(handle, index, number));
                break;
            case Query.StoreNow:
                Bind(index, now);
                break;
            default:
                Bind(index, (long)value);
                break;
        }
    }

    public void Bind(int first, IReadOnlyList<object?> values, long now)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Bind(first + i, values[i], now);
        }
    }

    /// <summary>True with the next row, false at the end.</summary>
    public bool Step()
    {
        var code = StepCode();
        session.Check(code);
        return code == raw.SQLITE_ROW;
    }

    public int StepCode() => raw.sqlite3_step(handle);

    /// <summary>Runs a write to its end.</summary>
    /// <returns>False if a value of a unique index is taken.</returns>
    public bool TryRun()
    {
        var code = StepCode();
        if ((code & 0xff) == raw.SQLITE_CONSTRAINT)
        {
            return false;
        }

        session.Check(code);
        return true;
    }

    /// <summary>UTF-8, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    /// <summary>An index key: <see cref="SqlText.NullKey"/> stands for null.</summary>
    public object? Key(int column) => raw.sqlite3_column_type(handle, column) switch
    {
        raw.SQLITE_INTEGER => Number(column),
        raw.SQLITE_TEXT => Text(column),
        _ => null,
    };

    public void Dispose() => raw.sqlite3_reset(handle);

    public void Close() => handle.manual_close();
}
