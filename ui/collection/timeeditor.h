#pragma once

#include "services/core/clock.h"
#include "ui/collection/popupeditor.h"
#include "ui/widgets/displayoptions.h"

class QLineEdit;

namespace gatehouse::ui {

/// Asks for a moment to go to, written like a filter's time: how long ago, or a date with or
/// without a time; a date alone is that day's end, where the list shows the day from.
///
/// Object names: timeEditor, timeValue, timeProblem, timeApply.
class TimeEditor : public PopupEditor
{
    Q_OBJECT

public:
    /// Clock and options outlive the editor.
    TimeEditor(const Clock &clock, const widgets::DisplayOptions &display, QWidget *parent);

signals:
    void chosen(gatehouse::Timestamp time);

private:
    void apply() override;

    const Clock &m_clock;
    const widgets::DisplayOptions &m_display;
    QLineEdit *m_value;
};

} // namespace gatehouse::ui
