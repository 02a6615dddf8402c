namespace Idv.Accuracy;

/// <summary>How well a score puts one set above another.</summary>
internal static class Ranking
{
    /// <summary>
    /// The area under the receiver operating characteristic: the probability that a value of the first set exceeds one of the second, ties counted half (Mann and Whitney, 1947);
    /// not a number where either set is empty.
    /// </summary>
    public static double AreaUnderCurve(IEnumerable<double> higher, IEnumerable<double> lower)
    {
        double[] above = [.. higher], below = [.. lower];
        Array.Sort(below);
        double sum = 0;
        foreach (var value in above)
        {
            var less = First(below, other => other >= value);
            sum += less + ((First(below, other => other > value) - less) / 2.0);
        }

        return sum / above.Length / below.Length;
    }

    /// <summary>The index of the first value in a sorted array that holds, or the array's length.</summary>
    private static int First(double[] sorted, Func<double, bool> holds)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(sorted[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
