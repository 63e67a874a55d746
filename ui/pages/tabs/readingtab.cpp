#include "ui/pages/tabs/readingtab.h"

#include "ui/collection/rowvalues.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/waitbar.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

using widgets::NoticeKind;

ReadingTab::ReadingTab(QString idColumn, Again again, QWidget *parent)
    : DetailTab(parent)
    , m_idColumn(std::move(idColumn))
    , m_again(again)
    , m_layout(new QVBoxLayout(this))
    , m_waitBar(new widgets::WaitBar(this))
    , m_notice(new widgets::NoticeStrip(this))
{
    m_notice->setObjectName(QStringLiteral("tabNotice"));
    m_notice->setNarrow(true);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addWidget(m_waitBar);
    connect(m_waitBar, &widgets::WaitBar::shownChanged, this, &DetailTab::waitingChanged);
    auto *strip = new QVBoxLayout;
    strip->setContentsMargins(widgets::size::panePadding, 0, widgets::size::panePadding, 0);
    strip->addWidget(m_notice);
    m_layout->addLayout(strip);
}

void ReadingTab::setContent(QWidget *content)
{
    m_layout->addWidget(content, 1);
}

void ReadingTab::showRow(const collection::Descriptor &descriptor, const collection::Row &row)
{
    const QString text = RowValues(descriptor, row).text(m_idColumn);
    const std::optional<Uuid> id = Uuid::parse(text.toStdString());
    if (id && id == m_id && m_again == Again::Keep && m_hasContent)
        return;
    if (id != m_id)
        clear();
    m_id = id;
    if (m_id)
        read(*m_id);
}

void ReadingTab::clear()
{
    ++m_reading;
    m_id.reset();
    m_hasContent = false;
    m_waitBar->setWaiting(false);
    m_notice->dismiss();
    reset();
}

bool ReadingTab::isWaiting() const
{
    return m_waitBar->isShown();
}

void ReadingTab::stop()
{
    if (!m_waitBar->isWaiting())
        return;
    m_cancel();
    ++m_reading;
    end();
    sayProblem(Error{ErrorKind::Cancelled, tr("Reading was stopped."), {}, {}});
}

int ReadingTab::begin()
{
    m_waitBar->setWaiting(true);
    return ++m_reading;
}

void ReadingTab::end()
{
    m_waitBar->setWaiting(false);
    m_notice->dismiss();
    m_hasContent = true;
}

void ReadingTab::warn(const QString &title, const QString &text)
{
    m_notice->showNotice(NoticeKind::Warning, title, text);
}

void ReadingTab::sayProblem(const Error &error)
{
    m_hasContent = false;
    m_notice->showNotice(NoticeKind::Warning, tr("This cannot be read now"), error.message);
    if (error.kind == ErrorKind::NotFound)
        return;
    QPushButton *retry = m_notice->addButton(tr("Try again"), QStringLiteral("view-refresh"));
    retry->setObjectName(QStringLiteral("tabRetry"));
    connect(retry, &QPushButton::clicked, this, [this] {
        if (m_id)
            read(*m_id);
    });
}

} // namespace gatehouse::ui
