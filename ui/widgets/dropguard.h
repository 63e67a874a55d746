#pragma once

#include <QString>

namespace gatehouse::widgets {

class NoticeStrip;

/// What was typed into a dialog is not dropped at the first Esc, Cancel or click on its cross: the
/// dialog's notice says so, and the next one drops it, unless something was changed between.
class DropGuard
{
public:
    /// `notice` outlives it.
    explicit DropGuard(NoticeStrip &notice)
        : m_notice(notice)
    {
    }

    /// The notice goes when it is still the one that was shown.
    void setChanged();
    /// False at first: then `title` is shown ("Your edit was not sent").
    bool mayDrop(const QString &title);

private:
    NoticeStrip &m_notice;
    QString m_asked; ///< the title, since the last change; empty: not yet
};

} // namespace gatehouse::widgets
