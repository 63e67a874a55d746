#include "ui/widgets/dropguard.h"

#include "ui/widgets/noticestrip.h"

#include <QCoreApplication>

#include <utility>

namespace gatehouse::widgets {

void DropGuard::setChanged()
{
    const QString asked = std::exchange(m_asked, {});
    if (!asked.isEmpty() && m_notice.title() == asked)
        m_notice.dismiss();
}

bool DropGuard::mayDrop(const QString &title)
{
    if (!std::exchange(m_asked, title).isEmpty())
        return true;
    m_notice.showNotice(NoticeKind::Warning, title,
                        QCoreApplication::translate("DropGuard", "Cancel once more to drop it."));
    return false;
}

} // namespace gatehouse::widgets
