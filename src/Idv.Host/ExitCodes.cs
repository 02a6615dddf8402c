namespace Idv.Host;

/// <summary>The program's exit codes.</summary>
public static class ExitCodes
{
    /// <summary>Done; for <c>serve</c>, drained after SIGTERM; for <c>verify</c> and <c>compare</c>, approved or matched.</summary>
    public const int Success = 0;

    /// <summary>It went wrong: a file cannot be read, evidence cannot be processed, a port is in use, a check of <c>doctor</c> failed.</summary>
    public const int Failure = 1;

    /// <summary>Bad usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary><c>verify</c> declined or <c>compare</c> found no match.</summary>
    public const int Declined = 3;

    /// <summary><c>verify</c> could not decide: a person must look.</summary>
    public const int Review = 4;
}
