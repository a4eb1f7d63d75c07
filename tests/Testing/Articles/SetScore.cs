using System.Globalization;

namespace Syndication.Testing.Articles;

/// <summary>
/// How well sets were told over many texts: what has to be there, what may be, and what was found. What may be there
/// counts neither for nor against.
/// </summary>
public sealed class SetScore
{
    private int _right;
    private int _wrong;
    private int _missing;

    public double Precision => _right + _wrong == 0 ? 1 : (double)_right / (_right + _wrong);

    public double Recall => _right + _missing == 0 ? 1 : (double)_right / (_right + _missing);

    public void Add(IReadOnlyCollection<string> must, IReadOnlyCollection<string> may, IReadOnlyCollection<string> found)
    {
        ArgumentNullException.ThrowIfNull(must);
        ArgumentNullException.ThrowIfNull(found);
        _right += must.Count(found.Contains);
        _missing += must.Count(value => !found.Contains(value));
        _wrong += found.Count(value => !must.Contains(value) && !may.Contains(value));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"precision {Precision:F3}, recall {Recall:F3} ({_right} right, {_wrong} wrong, {_missing} missing)");
}
