export { loadTool, processIo, runCtl, type ToolName, toolNames } from '@quorate/ctl';
