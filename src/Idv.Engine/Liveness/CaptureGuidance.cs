using Idv.Engine.Checks;
using Idv.Faces.Liveness;

namespace Idv.Engine.Liveness;

/// <summary>What keeps a capture from being judged, as a reason that tells the person what to do.</summary>
public static class CaptureGuidance
{
    /// <summary>The reason for a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="role">The picture or video.</param>
    public static CheckReason Reason(CaptureFault fault, EvidenceRole role)
    {
        var (code, message) = fault.Code switch
        {
            CaptureFaultCode.SeveralFaces => (ReasonCodes.SeveralFaces, "More than one person is in view: be alone in front of the camera."),
            CaptureFaultCode.FaceTooSmall => (ReasonCodes.FaceTooSmall, "The face is too small: move closer."),
            CaptureFaultCode.FaceTooClose => (ReasonCodes.FaceTooClose, "The face is cut by the frame or fills it: move back."),
            CaptureFaultCode.FaceBlurred => (ReasonCodes.FaceBlurred, "The face is blurred: hold still, with more light."),
            CaptureFaultCode.FaceMasked => (ReasonCodes.FaceMasked, "Mouth and nose are covered: remove the mask."),
            CaptureFaultCode.EyesHidden => (ReasonCodes.EyesHidden, "The eyes are hidden: remove the glasses."),
            _ => (ReasonCodes.NoFace, "No face was found: look into the camera."),
        };
        return new CheckReason(code, message, role, fault.Region);
    }
}
