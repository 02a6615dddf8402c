using Idv.Imaging;

namespace Idv.Faces.Liveness;

/// <summary>Why a capture cannot be judged.</summary>
public enum CaptureFaultCode
{
    /// <summary>No face was found.</summary>
    NoFace,

    /// <summary>A second face of comparable size is in the picture.</summary>
    SeveralFaces,

    /// <summary>The eyes are too near to each other in pixels.</summary>
    FaceTooSmall,

    /// <summary>The face is cut by the frame, or fills it so that nothing around it can be judged.</summary>
    FaceTooClose,

    /// <summary>The face is blurred.</summary>
    FaceBlurred,

    /// <summary>A mask covers mouth and nose: masked faces look like attacks to the networks.</summary>
    FaceMasked,

    /// <summary>Glasses hide the eyes.</summary>
    EyesHidden,
}

/// <summary>Why a capture cannot be judged, and where that is seen.</summary>
/// <param name="Code">Why.</param>
/// <param name="Region">Where, in pixels of the picture; null when nowhere.</param>
public sealed record CaptureFault(CaptureFaultCode Code, Box? Region);
