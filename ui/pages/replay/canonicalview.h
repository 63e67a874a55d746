#pragma once

#include "models/replay/canonicalreader.h"

#include <QWidget>

namespace gatehouse::widgets {
class ElidedLabel;
class PayloadView;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class DifferenceTable;

/// The canonical event as it was recorded beside the one that the target made, and what differs.
///
/// Object names: canonicalSummary, recordedCanonical, storedCanonical, canonicalDifferences.
class CanonicalView final : public QWidget
{
    Q_OBJECT

public:
    explicit CanonicalView(QWidget *parent = nullptr);

    void show(const replay::CanonicalPair &pair, const QString &target);
    /// Instead: why there is none.
    void showPlaceholder(const QString &text);

private:
    widgets::ElidedLabel *m_summary;
    widgets::PayloadView *m_recorded;
    widgets::PayloadView *m_stored;
    DifferenceTable *m_differences;
};

} // namespace gatehouse::ui
