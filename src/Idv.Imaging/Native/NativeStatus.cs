namespace Idv.Imaging.Native;

/// <summary>What a native call returned; mirrors <c>idv_status</c> in <c>idv_native.h</c>.</summary>
internal enum NativeStatus
{
    Ok = 0,
    Damaged = 1,
    Corrupt = -1,
    Unsupported = -2,
    BadArgument = -3,
    OutOfMemory = -4,
    Failed = -5,
}

/// <summary>Turns the statuses that only a defect or a starved machine causes into exceptions.</summary>
internal static class NativeStatusCheck
{
    /// <summary>Throws unless the call succeeded.</summary>
    public static void ThrowOnFailure(this NativeStatus status, string operation)
    {
        switch (status)
        {
            case NativeStatus.Ok:
                return;
            case NativeStatus.OutOfMemory:
                throw new InvalidOperationException($"{operation}: the native library could not allocate memory.");
            case NativeStatus.BadArgument:
                throw new ArgumentException($"{operation}: an argument is outside what the operation accepts.", nameof(operation));
            default:
                throw new InvalidOperationException($"{operation}: the native library failed ({status}).");
        }
    }
}
