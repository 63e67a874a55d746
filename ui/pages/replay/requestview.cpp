#include "ui/pages/replay/requestview.h"

#include "ui/widgets/headersview.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/payloadview.h"
#include "ui/widgets/theme.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;
using namespace Qt::StringLiterals;

RequestView::RequestView(QWidget *parent)
    : QWidget(parent)
    , m_line(new widgets::ElidedLabel({}, this))
    , m_headers(new widgets::HeadersView(this))
    , m_body(new widgets::PayloadView(this))
{
    m_line->setObjectName(u"requestLine"_s);
    m_line->setFont(widgets::monoFont());
    m_headers->setObjectName(u"requestHeaders"_s);
    m_body->setObjectName(u"requestBody"_s);
    m_body->setAccessibleName(tr("Body of the request"));
    auto *line = new QHBoxLayout;
    line->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                             size::gapControls);
    line->addWidget(m_line);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_headers);
    splitter->addWidget(m_body);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(splitter, 1);
}

void RequestView::show(const DeliveryRequest &request, bool wasSent)
{
    widgets::HeadersView::Headers headers;
    for (const auto &[name, value] : request.headers)
        headers.append({QString::fromStdString(name), QString::fromStdString(value)});
    const QString line =
        u"%1 %2"_s.arg(QString::fromStdString(request.method), QString::fromStdString(request.url));
    m_line->setText(wasSent ? line : tr("As it would be sent now: %1").arg(line));
    m_headers->setHeaders(headers);
    m_body->setPayload(QByteArray::fromStdString(request.body));
}

void RequestView::showPlaceholder(const QString &text)
{
    m_line->setText({});
    m_headers->setPlaceholder({});
    m_body->setPlaceholder(text);
}

} // namespace gatehouse::ui
