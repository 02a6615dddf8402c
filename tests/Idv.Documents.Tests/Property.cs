using FsCheck;

namespace Idv.Documents.Tests;

/// <summary>Runs a property over a number of random cases and fails with the smallest counterexample.</summary>
internal static class Property
{
    public static void Holds<T>(Arbitrary<T> values, int cases, Func<T, bool> property) =>
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(cases), Prop.ForAll(values, property));
}
