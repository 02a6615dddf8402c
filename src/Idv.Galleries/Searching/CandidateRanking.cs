using Idv.Galleries.Index;
using Idv.Galleries.Scanning;

namespace Idv.Galleries.Searching;

/// <summary>Compares short-listed rows in full precision and ranks their subjects.</summary>
internal sealed class CandidateRanking
{
    private readonly Snapshot _snapshot;
    private readonly float[] _probe;
    private readonly int _top;
    private readonly float _minimum;
    private readonly float[] _template;
    private readonly Dictionary<int, float> _bestOfSubject = [];
    private readonly HashSet<int> _compared = [];

    /// <summary>Starts a ranking.</summary>
    /// <param name="snapshot">The searched state.</param>
    /// <param name="probe">A unit vector in the gallery's space.</param>
    /// <param name="top">Length of the candidate list.</param>
    /// <param name="minimum">Least similarity of interest, or null.</param>
    public CandidateRanking(Snapshot snapshot, float[] probe, int top, float? minimum)
    {
        _snapshot = snapshot;
        _probe = probe;
        _top = top;
        _minimum = minimum ?? float.NegativeInfinity;
        _template = new float[probe.Length];
    }

    /// <summary>
    /// A row whose exact cosine is below this can't change the candidate list: the similarity of its last place, once all places are
    /// taken, or the least similarity of interest.
    /// </summary>
    public float Cutoff { get; private set; } = float.NegativeInfinity;

    /// <summary>
    /// Compares rows, best score first, until no score of those left can still reach the list. Rows compared before are passed over.
    /// </summary>
    public void Compare(ShortList list, float errorBound)
    {
        var scores = list.Scores.ToArray();
        var rows = list.Rows.ToArray();
        Array.Sort(scores, rows);
        Cutoff = Math.Max(Cutoff, _minimum);
        var untilRefresh = Math.Max(_top, 16);
        for (var i = rows.Length - 1; i >= 0 && scores[i] + errorBound >= Cutoff; i--)
        {
            if (!_compared.Add(rows[i]))
            {
                continue;
            }

            _snapshot.ReadTemplate(rows[i], _template);
            var similarity = ExactCosine.Dot(_probe, _template);
            var subject = _snapshot.Slabs[rows[i] >> Slab.RowBits].Subjects[rows[i] & (Slab.Rows - 1)];
            if (!_bestOfSubject.TryGetValue(subject, out var best) || similarity > best)
            {
                _bestOfSubject[subject] = similarity;
            }

            if (--untilRefresh == 0)
            {
                RefreshCutoff();
                untilRefresh = Math.Max(_top, 16);
            }
        }

        RefreshCutoff();
    }

    /// <summary>The candidate list so far.</summary>
    public List<Candidate> Candidates()
    {
        var subjects = _snapshot.Subjects;
        return [.. _bestOfSubject
            .Where(entry => entry.Value >= _minimum)
            .Order(Comparer<KeyValuePair<int, float>>.Create((left, right) =>
            {
                var bySimilarity = right.Value.CompareTo(left.Value);
                return bySimilarity != 0 ? bySimilarity : subjects.Utf8(left.Key).SequenceCompareTo(subjects.Utf8(right.Key));
            }))
            .Take(_top)
            .Select(entry => new Candidate(subjects.Id(entry.Key), entry.Value))];
    }

    private void RefreshCutoff()
    {
        if (_bestOfSubject.Count >= _top)
        {
            var similarities = _bestOfSubject.Values.ToArray();
            Array.Sort(similarities);
            Cutoff = Math.Max(Cutoff, similarities[^_top]);
        }
    }
}
