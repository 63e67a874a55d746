#include "ui/pages/tabs/headerstab.h"

#include "ui/widgets/headersview.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace gatehouse::ui {

HeadersTab::HeadersTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn, QWidget *parent)
    : ReadingTab(std::move(eventIdColumn), Again::Keep, parent)
    , m_reader(std::move(reader))
{
    auto *content = new QWidget(this);
    m_url = new widgets::IdentifierLabel({}, content);
    m_headers = new widgets::HeadersView(content);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *top = new QHBoxLayout;
    const int padding = widgets::size::panePadding;
    top->setContentsMargins(padding, padding, padding, padding);
    auto *label = new QLabel(tr("Sent to"), content);
    label->setForegroundRole(QPalette::PlaceholderText);
    top->setSpacing(widgets::size::gapGroups);
    top->addWidget(label);
    top->addWidget(m_url, 1);
    layout->addLayout(top);
    layout->addWidget(m_headers, 1);
    setContent(content);
}

QString HeadersTab::title() const
{
    return tr("Headers");
}

void HeadersTab::read(const Uuid &id)
{
    wait(m_reader->payload(id), [this](const EventPayload &payload) {
        m_url->setIdentifier(payload.requestUrl);
        m_headers->setHeaders(payload.headers);
        if (payload.headers.isEmpty())
            m_headers->setPlaceholder(tr("No headers were kept."));
    });
}

void HeadersTab::reset()
{
    m_url->setIdentifier({});
    m_headers->setHeaders({});
}

} // namespace gatehouse::ui
