#include "ui/collection/shapes.h"

namespace gatehouse::ui {

widgets::StatusShape paintedShape(QStringView word)
{
    using Painted = widgets::StatusShape;
    using collection::StatusShape;
    switch (collection::statusShape(word)) {
    case StatusShape::Received:
        return Painted::HollowCircle;
    case StatusShape::Queued:
        return Painted::Clock;
    case StatusShape::Processed:
        return Painted::Check;
    case StatusShape::Failed:
        return Painted::Cross;
    case StatusShape::Discarded:
        return Painted::SlashedCircle;
    case StatusShape::DeadLettered:
        return Painted::CrossedBox;
    }
    return Painted::None;
}

} // namespace gatehouse::ui
