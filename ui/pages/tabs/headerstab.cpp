#include "ui/pages/tabs/headerstab.h"

#include "ui/collection/maskedstrip.h"
#include "ui/widgets/headersview.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"
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
    m_strip = new MaskedStrip(content);
    layout->addLayout(top);
    layout->addWidget(m_strip);
    layout->addWidget(m_headers, 1);
    setContent(content);
    addAction(m_strip->action());
    m_headers->table()->addAction(m_strip->action());
    m_strip->setChosen([this] {
        const int row = m_headers->table()->currentIndex().row();
        return row < 0 ? QString() : pointerOf(row);
    });
}

void HeadersTab::setReveal(FieldReveal *reveal)
{
    m_reveal = reveal;
    m_strip->setReveal(reveal);
    connect(reveal, &FieldReveal::changed, this, [this] {
        if (m_isShown)
            showHeaders();
    });
}

QString HeadersTab::title() const
{
    return tr("Headers");
}

void HeadersTab::read(const Uuid &id)
{
    wait(m_reader->payload(id), [this, id](const EventPayload &payload) {
        m_event = id;
        m_payload = payload;
        m_isShown = true;
        showHeaders();
    });
}

void HeadersTab::reset()
{
    m_isShown = false;
    m_payload = {};
    m_strip->clear();
    m_url->setIdentifier({});
    m_headers->setHeaders({});
}

/// The second of a name and further ones have their number behind it.
QString HeadersTab::pointerOf(qsizetype header) const
{
    const QString &name = m_payload.headers[header].first;
    int before = 0;
    for (qsizetype i = 0; i < header; ++i)
        before += m_payload.headers[i].first == name ? 1 : 0;
    QString token = name;
    token.replace(u'~', QLatin1String("~0")).replace(u'/', QLatin1String("~1"));
    return QStringLiteral("/headers/") + token
        + (before == 0 ? QString() : u'/' + QString::number(before));
}

void HeadersTab::showHeaders()
{
    const auto revealed = m_reveal ? m_reveal->fieldsOf(m_event) : FieldReveal::Fields();
    QList<MaskedField> masked;
    const auto shown = [&](const QString &pointer, const QString &text) {
        const auto found = revealed.find(pointer.toStdString());
        if (found != revealed.end())
            return QString::fromStdString(found->second);
        if (text.contains(u'•'))
            masked.append({pointer, text});
        return text;
    };
    m_url->setIdentifier(shown(QStringLiteral("/event/request_url"), m_payload.requestUrl));
    HeaderList headers = m_payload.headers;
    for (qsizetype i = 0; i < headers.size(); ++i)
        headers[i].second = shown(pointerOf(i), headers[i].second);
    m_headers->setHeaders(headers);
    if (headers.isEmpty())
        m_headers->setPlaceholder(tr("No headers were kept."));
    m_strip->setFields(m_event, masked);
}

} // namespace gatehouse::ui
