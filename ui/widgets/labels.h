#pragma once

#include "ui/widgets/statusshape.h"

#include <QKeySequence>
#include <QWidget>

class QToolButton;

namespace gatehouse::widgets {

/// One line of foreign text, painted (never parsed), control characters made visible, elided at its
/// end or where `mode` says, with the whole text in a tooltip while it does not fit.
class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text = {}, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    void setElideMode(Qt::TextElideMode mode);
    void setMuted(bool muted); ///< textMuted instead of text
    bool isElided() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString shown() const;

    QString m_text;
    Qt::TextElideMode m_mode = Qt::ElideRight;
    bool m_muted = false;
};

/// An identifier in monospace, elided in its middle, left to right in every language, with a flat
/// copy button behind it.
class IdentifierLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit IdentifierLabel(const QString &identifier = {}, QWidget *parent = nullptr);

    QString identifier() const;
    void setIdentifier(const QString &identifier);

signals:
    void copied();

private:
    ElidedLabel *m_text;
    QToolButton *m_copy;
};

/// Shape and word of a status in its colour.
class StatusLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLabel(QWidget *parent = nullptr);

    void setStatus(StatusShape shape, const QString &word);
    QString word() const { return m_word; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StatusShape m_shape = StatusShape::None;
    QString m_word;
};

/// A small count with a tint ("1,038", "2 due"). Hidden while the text is empty.
class Pill final : public QWidget
{
    Q_OBJECT

public:
    /// None is the warning tone.
    explicit Pill(StatusShape tone = StatusShape::None, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// For delegates: the size and the painting of a pill; it is placed at the rect's vertical
    /// centre.
    static int width(const QString &text);
    static void paint(QPainter &painter, const QRect &rect, const QString &text, const QColor &tint,
                      const QColor &textColour);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StatusShape m_tone;
    QString m_text;
};

/// The key of a command, as a small cap ("Ctrl+K"). Not focusable; decoration for the eye.
class KeyCap final : public QWidget
{
    Q_OBJECT

public:
    explicit KeyCap(const QKeySequence &keys, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    static int width(const QString &text);
    static void paint(QPainter &painter, const QRect &rect, const QString &text,
                      const QPalette &palette);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

/// A line of 1 px in the border colour.
class Separator final : public QWidget
{
    Q_OBJECT

public:
    explicit Separator(Qt::Orientation orientation, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace gatehouse::widgets
