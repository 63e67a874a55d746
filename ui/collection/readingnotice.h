#pragma once

#include "ui/widgets/displayoptions.h"

#include <QObject>

namespace gatehouse {
class Clock;
}

namespace gatehouse::collection {
class WindowModel;
}

namespace gatehouse::ui {

class NoticeBoard;

/// Says on a page's board how the reading of its list goes: that it failed, and, as long as
/// somebody waits for it, how far a search has come.
class ReadingNotice final : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    ReadingNotice(const collection::WindowModel &model, const Clock &clock,
                  const widgets::DisplayOptions &display, NoticeBoard *board);

private:
    void sayError();
    void saySearch();

    const collection::WindowModel &m_model;
    const Clock &m_clock;
    const widgets::DisplayOptions &m_display;
    NoticeBoard *m_board;
};

} // namespace gatehouse::ui
