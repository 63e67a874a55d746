#include "ui/collection/newsnotice.h"

#include "models/collection/windowmodel.h"

#include <QPushButton>

namespace gatehouse::ui {

NewsNotice::NewsNotice(widgets::NoticeStrip *strip)
    : QObject(strip)
    , m_strip(strip)
{
    strip->setObjectName(QStringLiteral("newsStrip"));
}

void NewsNotice::setRows(qint64 rows)
{
    if (rows == 0)
        return m_strip->dismiss();
    const bool isCutOff = rows >= collection::WindowModel::Limits().pageSize;
    const QString count = isCutOff ? QStringLiteral("%1+").arg(rows) : QString::number(rows);
    m_strip->showNotice(widgets::NoticeKind::News, tr("%1 new").arg(count),
                        tr("arrived while you read"));
    QPushButton *show = m_strip->addButton(tr("Show"));
    show->setObjectName(QStringLiteral("showNews"));
    show->setToolTip(tr("Key: Home"));
    connect(show, &QPushButton::clicked, this, &NewsNotice::showRequested);
}

} // namespace gatehouse::ui
